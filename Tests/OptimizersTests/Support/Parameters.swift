import Optimizers

/// Parameters and gradients with memory of their own.
final class Parameters<Scalar: OptimizerScalar> {
  let shapes: [ParameterShape]
  private let values: [UnsafeMutableBufferPointer<Scalar>]
  private let gradients: [UnsafeMutableBufferPointer<Scalar>]

  /// Vectors unless their sizes are told; `shift` elements lie unused before each array, so
  /// that it starts on no cache line.
  init(
    _ values: [[Double]], gradients: [[Double]]? = nil, sizes: [[Int]]? = nil, shift: Int = 0
  ) {
    func memory(_ numbers: [Double]) -> UnsafeMutableBufferPointer<Scalar> {
      let raw = UnsafeMutableBufferPointer<Scalar>.allocate(capacity: numbers.count + shift)
      for index in 0..<shift { raw[index] = 0 }
      for (index, number) in numbers.enumerated() { raw[shift + index] = Scalar(number) }
      return UnsafeMutableBufferPointer(rebasing: raw[shift...])
    }
    let sizes = sizes ?? values.map { [$0.count] }
    shapes = sizes.enumerated().map { ParameterShape("layers.\($0).weight", $1) }
    self.values = values.map(memory)
    self.gradients = (gradients ?? values.map { $0.map { _ in 0 } }).map(memory)
    self.shift = shift
  }

  private let shift: Int

  deinit {
    for buffer in values + gradients where buffer.baseAddress != nil {
      (buffer.baseAddress! - shift).deallocate()
    }
  }

  func setGradients(_ numbers: [[Double]]) {
    for (buffer, numbers) in zip(gradients, numbers) {
      for (index, number) in numbers.enumerated() { buffer[index] = Scalar(number) }
    }
  }

  var buffers: [ParameterBuffer<Scalar>] {
    shapes.indices.map {
      ParameterBuffer(
        name: shapes[$0].name, sizes: shapes[$0].sizes, values: values[$0],
        gradient: UnsafeBufferPointer(gradients[$0]))
    }
  }

  var numbers: [[Scalar]] { values.map(Array.init) }

  func state(of optimizer: Optimizer) -> OptimizerState<Scalar> {
    optimizer.initialState(of: shapes)
  }
}

/// Drawn numbers for arrays of these lengths.
func drawn(_ counts: [Int], from generator: inout Generator, scale: Double = 1) -> [[Double]] {
  counts.map { count in (0..<count).map { _ in generator.next() * scale } }
}
