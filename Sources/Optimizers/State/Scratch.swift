/// Temporary memory of a step: one array for each parameter, of the same length.
public final class Scratch<Scalar: OptimizerScalar> {
  let counts: [Int]
  private let starts: [Int]
  private let memory: UnsafeMutableRawBufferPointer

  /// Arrays of these lengths, whose numbers are not set.
  init(_ counts: [Int]) {
    self.counts = counts
    var total = 0
    starts = counts.map { count in
      defer { total += (count * MemoryLayout<Scalar>.stride + 63) & ~63 }
      return total
    }
    memory = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(64, total), alignment: total >= 1 << 22 ? 1 << 21 : 64)
    memory.preferLargePages()
    _ = memory.initializeMemory(as: UInt8.self, repeating: 0)
  }

  deinit { memory.deallocate() }

  /// The array of one parameter.
  public subscript(parameter: Int) -> UnsafeMutableBufferPointer<Scalar> {
    let start = starts[parameter]
    let bytes = memory[start..<start + counts[parameter] * MemoryLayout<Scalar>.stride]
    return UnsafeMutableRawBufferPointer(rebasing: bytes).bindMemory(to: Scalar.self)
  }

  func start(of parameter: Int) -> UnsafeMutableRawPointer? {
    memory.baseAddress.map { $0 + starts[parameter] }
  }
}
