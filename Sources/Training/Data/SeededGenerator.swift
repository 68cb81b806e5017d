/// SplitMix64: a random number generator whose whole state is one number.
///
/// Source: Steele, Lea & Flood, *Fast Splittable Pseudorandom Number Generators*, 2014; the
/// constants are those of its reference implementation.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Creates a generator for `purpose` from `seed`; different purposes give unrelated numbers.
  public init(seed: UInt64, purpose: Purpose) {
    var mixer = SeededGenerator(state: seed)
    state = mixer.next() ^ (purpose.number &* 0x9E37_79B9_7F4A_7C15)
    state = next()
  }

  /// Creates the reference implementation's generator in this state.
  package init(state: UInt64) { self.state = state }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Shuffles `elements` with the Fisher–Yates shuffle.
  ///
  /// Written out here, with Lemire's bounded integers (*Fast Random Integer Generation in an
  /// Interval*, 2019): the standard library may change its own shuffle, and a stored seed must
  /// always give the same order.
  package mutating func shuffle<Element>(_ elements: inout [Element]) {
    for index in elements.indices.dropLast() {
      elements.swapAt(index, index + Int(next(below: UInt64(elements.count - index))))
    }
  }

  /// A number in `0 ..< bound`, each as probable as the others.
  ///
  /// - Precondition: `bound` is positive.
  package mutating func next(below bound: UInt64) -> UInt64 {
    precondition(bound > 0, "bound must be positive")
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let least = (0 &- bound) % bound
      while product.low < least { product = next().multipliedFullWidth(by: bound) }
    }
    return product.high
  }

  /// The purpose of the random numbers.
  public enum Purpose: Sendable {
    /// The initial weights of a model.
    case weights
    /// A model's random numbers in a step, such as dropout.
    case step(Int)
    /// The order of the examples in an epoch.
    case order(epoch: Int)
    /// The choice of held-out examples.
    case split
    /// The random transforms of a step's examples.
    case transforms(step: Int)
    /// The random numbers of one example, from the seed of its step.
    case example(Int64)

    var number: UInt64 {
      switch self {
      case .weights: 1
      case .split: 2
      case .step(let step): UInt64(bitPattern: Int64(step)) &* 4 &+ 3
      case .order(let epoch): UInt64(bitPattern: Int64(epoch)) &* 4 &+ 4
      case .example(let index): UInt64(bitPattern: index) &* 4 &+ 5
      case .transforms(let step): UInt64(bitPattern: Int64(step)) &* 4 &+ 6
      }
    }
  }
}
