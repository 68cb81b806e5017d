/// Memory for a step's temporary matrices, reused from parameter to parameter. A matrix is valid
/// until ``clear()``, and within the closure of `withWorkspace`.
struct Workspace<Scalar: OptimizerScalar> {
  private let memory: UnsafeMutableBufferPointer<Scalar>
  private var used = 0

  fileprivate init(_ memory: UnsafeMutableBufferPointer<Scalar>) { self.memory = memory }

  /// Makes all memory free again.
  mutating func clear() { used = 0 }

  /// A matrix with undefined elements.
  ///
  /// - Precondition: the capacity suffices, and the matrix has elements.
  mutating func matrix(_ rows: Int, _ columns: Int) -> Matrix<Scalar> {
    let start = used
    used += rows * columns
    return Matrix(
      UnsafeMutableBufferPointer(rebasing: memory[start..<used]), rows: rows, columns: columns)
  }
}

extension Step {
  /// Runs `body` with memory for this many numbers, which is kept for the next step.
  func withWorkspace<Result>(
    of capacity: Int, _ body: (inout Workspace<Scalar>) throws -> Result
  ) rethrows -> Result {
    try state.withScratch(of: [capacity]) { scratch in
      var workspace = Workspace(scratch[0])
      return try body(&workspace)
    }
  }
}
