internal import Foundation

/// Learned position embeddings, added to batch×positions×features.
///
/// The vectors are initialized from a normal distribution with standard deviation 0.02, as in
/// GPT-2.
public final class LearnedPositions: Layer {
  /// The embedding vectors, count×features.
  public let weight: Tensor

  /// Creates embeddings for up to `count` positions.
  ///
  /// - Precondition: positive sizes.
  public init(_ count: Int, _ features: Int) throws(TorchError) {
    precondition(count > 0 && features > 0, "sizes must be positive: \(count), \(features)")
    weight = try .normal([count, features], standardDeviation: 0.02).requiringGradient()
  }

  /// The input plus the vectors of its positions.
  ///
  /// - Throws: `TorchError` for more positions than there are vectors.
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try self(input, from: 0)
  }

  /// The same, for positions that begin at `start` instead of 0.
  public func callAsFunction(_ input: Tensor, from start: Int) throws(TorchError) -> Tensor {
    try checkSequence(input, features: weight.shape[1], of: "learned positions")
    return try input + weight[start..<start + input.shape[1]]
  }
}

/// Sinusoidal position encodings, added to batch×positions×features.
///
/// ```
/// p(t, 2i) = sin(t/10000^(2i/features)),   p(t, 2i + 1) = cos(t/10000^(2i/features))
/// ```
///
/// Source: Vaswani et al., *Attention Is All You Need*, 2017, section 3.5.
public final class SinusoidalPositions: Layer {
  private let features: Int

  /// Creates encodings for vectors of `features` numbers.
  ///
  /// - Precondition: `features` is positive and even.
  public init(_ features: Int) {
    precondition(
      features > 0 && features % 2 == 0, "features must be positive and even; received \(features)")
    self.features = features
  }

  /// The input plus the encodings of its positions.
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try self(input, from: 0)
  }

  /// The same, for positions that begin at `start` instead of 0.
  public func callAsFunction(_ input: Tensor, from start: Int) throws(TorchError) -> Tensor {
    try checkSequence(input, features: features, of: "sinusoidal positions")
    let angles = try positionAngles(start..<start + input.shape[1], features: features)
    let waves = try Tensor.stacked([angles.sin(), angles.cos()], along: 2).flattened(from: 1)
    return try input + waves.converted(to: input.scalarType, on: input.device)
  }
}

/// Rotary position embedding: rotates pairs of features by angles proportional to the position, so
/// that the product of a query and a key depends on their distance.
///
/// ```
/// (x(i), x(i + d/2)) turned by t/base^(2i/d),   i < d/2
/// ```
///
/// for a vector of d features at position t. Features i and i + d/2 form a pair, as in the
/// published code of GPT-NeoX and Llama.
///
/// Source: Su et al., *RoFormer*, 2021 (<https://arxiv.org/abs/2104.09864>), equation 34.
public struct RotaryPositions: Sendable {
  let features: Int
  private let base: Double

  /// Creates the rotation of vectors of `features` numbers.
  ///
  /// - Precondition: `features` is positive and even; `base` is above 1.
  public init(_ features: Int, base: Double = 10_000) {
    precondition(
      features > 0 && features % 2 == 0, "features must be positive and even; received \(features)")
    precondition(base > 1, "base must be above 1; received \(base)")
    (self.features, self.base) = (features, base)
  }

  /// `input`, of shape …×positions×features, rotated; the first position is `start`.
  public func callAsFunction(_ input: Tensor, from start: Int = 0) throws(TorchError) -> Tensor {
    guard input.rank >= 2, input.shape.last == features else {
      throw TorchError(
        operation: "rotary positions",
        message: "the input must be … × positions × \(features); received \(input.shape)")
    }
    let length = input.shape[input.rank - 2]
    let angles = try positionAngles(start..<start + length, features: features, base: base)
    let both = try Tensor.concatenated([angles, angles], along: 1)
    let halves = try input.chunked(into: 2, along: -1)
    let turned = try Tensor.concatenated([-halves[1], halves[0]], along: -1)
    let (cosines, sines) = (try both.cos(), try both.sin())
    return try input * cosines.converted(to: input.scalarType, on: input.device)
      + turned * sines.converted(to: input.scalarType, on: input.device)
  }
}

/// Checks that a tensor has the shape batch×positions×features.
func checkSequence(
  _ tensor: Tensor, features: Int, of operation: String
) throws(TorchError) {
  guard tensor.rank == 3, tensor.shape[2] == features else {
    throw TorchError(
      operation: operation,
      message: "the input must be batch × positions × \(features); received \(tensor.shape)")
  }
}

/// t/base^(2i/features) for each position t and each i below features/2.
private func positionAngles(
  _ positions: Range<Int>, features: Int, base: Double = 10_000
) throws(TorchError) -> Tensor {
  let numbers = positions.flatMap { position in
    (0..<features / 2).map { pair in
      Double(position) / pow(base, 2 * Double(pair) / Double(features))
    }
  }
  return try Tensor(numbers, shape: [positions.count, features / 2])
}
