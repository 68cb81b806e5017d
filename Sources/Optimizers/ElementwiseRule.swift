/// An update rule in which every element of a parameter is changed by itself.
///
/// One file per rule: its hyperparameters, the names of what it remembers per element, the numbers
/// of one step, and the update of one element. The pass over memory, the threads and the state are
/// written once, in `ElementwisePass.swift`.
public protocol ElementwiseRule: UpdateRule {
  /// What the formula needs of one step, worked out once in double precision.
  associatedtype Coefficients: Sendable

  /// The coefficients of the step that uses `learningRate` and is the `count`-th, from 1.
  func coefficients(learningRate: Double, count: Int) -> Coefficients

  /// Changes `parameter` along `gradient`, and what is remembered of it.
  static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients)
}

/// What a rule remembers per element: up to three numbers, in the order of `UpdateRule.slots`.
public struct Memory<L> {
  /// The first slot.
  public var first: L
  /// The second slot.
  public var second: L
  /// The third slot.
  public var third: L

  /// Three slots; those past the rule's number are neither loaded nor stored.
  @inlinable @inline(__always)
  public init(_ first: L, _ second: L, _ third: L) {
    (self.first, self.second, self.third) = (first, second, third)
  }
}
