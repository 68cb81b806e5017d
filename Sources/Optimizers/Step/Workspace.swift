/// Memory for matrices that a step needs in between, reused from parameter to parameter.
///
/// The matrices live as long as the workspace, or until ``clear()``.
final class Workspace<Scalar: OptimizerScalar> {
  private let memory: UnsafeMutableBufferPointer<Scalar>
  private var used = 0

  /// Memory for this many numbers.
  init(capacity: Int) {
    memory = .allocate(capacity: capacity)
    memory.initialize(repeating: 0)
  }

  deinit { memory.deallocate() }

  /// Takes back all that was given out.
  func clear() { used = 0 }

  /// A matrix whose elements are anything.
  ///
  /// - Precondition: the capacity suffices.
  func matrix(_ rows: Int, _ columns: Int) -> Matrix<Scalar> {
    let start = used
    used += rows * columns
    return Matrix(
      UnsafeMutableBufferPointer(rebasing: memory[start..<used]), rows: rows, columns: columns)
  }

  /// Memory for some numbers, which are anything.
  ///
  /// - Precondition: the capacity suffices.
  func vector(_ count: Int) -> UnsafeMutableBufferPointer<Scalar> {
    matrix(1, count).elements
  }
}
