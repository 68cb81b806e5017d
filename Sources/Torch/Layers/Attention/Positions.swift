internal import Foundation

/// Adds to each place a vector of its own that is learned, over batch×places×features.
///
/// The vectors start from a normal distribution with deviation 0.02, as GPT-2's do.
public final class LearnedPositions: Layer {
  /// The vectors, count×features.
  public let weight: Tensor

  /// Vectors for up to `count` places.
  ///
  /// - Precondition: positive sizes.
  public init(_ count: Int, _ features: Int) throws(TorchError) {
    precondition(count > 0 && features > 0, "sizes must be positive: \(count), \(features)")
    weight = try .normal([count, features], deviation: 0.02).requiringGradient()
  }

  /// The input and its places' vectors.
  ///
  /// - Throws: `TorchError` for more places than there are vectors.
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try self(input, from: 0)
  }

  /// The same where the first place is number `start`.
  public func callAsFunction(_ input: Tensor, from start: Int) throws(TorchError) -> Tensor {
    try input + weight[start..<start + input.shape[1]]
  }
}

/// Adds to each place waves of its number, over batch×places×features.
///
/// ```
/// p(t, 2i) = sin(t/10000^(2i/features)),   p(t, 2i + 1) = cos(t/10000^(2i/features))
/// ```
///
/// Source: Vaswani et al., *Attention Is All You Need*, 2017, section 3.5.
public final class SinusoidalPositions: Layer {
  private let features: Int

  /// Waves over vectors of `features` numbers.
  ///
  /// - Precondition: positive and even.
  public init(_ features: Int) {
    precondition(
      features > 0 && features % 2 == 0, "features must be positive and even; received \(features)")
    self.features = features
  }

  /// The input and its places' waves.
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try self(input, from: 0)
  }

  /// The same where the first place is number `start`.
  public func callAsFunction(_ input: Tensor, from start: Int) throws(TorchError) -> Tensor {
    let angles = try anglesOfPlaces(start..<start + input.shape[1], features: features)
    let waves = try Tensor.stacked([angles.sin(), angles.cos()], along: 2).flattened(from: 1)
    return try input + waves.converted(to: input.scalarType, on: input.device)
  }
}

/// Turns pairs of features by angles that grow with the place, so that products of queries and keys depend on how
/// far they are apart.
///
/// ```
/// (x(i), x(i + d/2)) turned by t/base^(2i/d),   i < d/2
/// ```
///
/// for a vector of d features in place t: the halves are paired, as in GPT-NeoX and Llama's published code.
///
/// Source: Su et al., *RoFormer*, 2021 (<https://arxiv.org/abs/2104.09864>), equation 34.
public struct RotaryPositions: Sendable {
  private let features: Int
  private let base: Double

  /// Turns vectors of `features` numbers.
  ///
  /// - Precondition: positive and even, and a base above 1.
  public init(_ features: Int, base: Double = 10_000) {
    precondition(
      features > 0 && features % 2 == 0, "features must be positive and even; received \(features)")
    precondition(base > 1, "base must be above 1; received \(base)")
    (self.features, self.base) = (features, base)
  }

  /// `input`, …×places×features, turned; the first place is number `start`.
  public func callAsFunction(_ input: Tensor, from start: Int = 0) throws(TorchError) -> Tensor {
    let places = input.shape[input.rank - 2]
    let angles = try anglesOfPlaces(start..<start + places, features: features, base: base)
    let both = try Tensor.concatenated([angles, angles], along: 1)
    let halves = try input.chunked(into: 2, along: -1)
    let turned = try Tensor.concatenated([-halves[1], halves[0]], along: -1)
    let (cosines, sines) = (try both.cos(), try both.sin())
    return try input * cosines.converted(to: input.scalarType, on: input.device)
      + turned * sines.converted(to: input.scalarType, on: input.device)
  }
}

/// t/base^(2i/features) for each place t and each i below features/2.
private func anglesOfPlaces(
  _ places: Range<Int>, features: Int, base: Double = 10_000
) throws(TorchError) -> Tensor {
  let numbers = places.flatMap { place in
    (0..<features / 2).map { pair in
      Double(place) / pow(base, 2 * Double(pair) / Double(features))
    }
  }
  return try Tensor(numbers, shape: [places.count, features / 2])
}
