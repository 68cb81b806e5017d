import Torch

/// The formula of `scripts/torch_reference.py`: multiples of 1/4, exact in float32.
func pattern(_ count: Int, _ multiplier: Int, _ offset: Int) -> [Float] {
  (0..<count).map { Float(($0 * multiplier + offset) % 11 - 5) / 4 }
}

/// The formula's numbers as a tensor.
func pattern(_ shape: [Int], _ multiplier: Int, _ offset: Int) throws -> Tensor {
  try Tensor(pattern(shape.reduce(1, *), multiplier, offset), shape: shape)
}

/// Whether all numbers agree, to `tolerance` of the largest one expected.
func agree(_ found: [Float], _ expected: [Double], within tolerance: Double = 2e-6) -> Bool {
  let largest = expected.map(\.magnitude).max() ?? 0
  return found.count == expected.count
    && zip(found, expected).allSatisfy {
      (Double($0) - $1).magnitude <= tolerance * max(largest, 1e-30)
    }
}

extension Tensor {
  /// The elements of a float32 tensor in row-major order.
  var floats: [Float] { get throws { try scalars(as: Float.self) } }

  /// The elements of a float32 tensor as they lie in memory.
  var storedFloats: [Float] { withMutableStorage(as: Float.self) { Array($0) } }
}
