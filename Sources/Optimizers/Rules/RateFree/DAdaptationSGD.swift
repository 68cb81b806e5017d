extension DAdaptation {
  /// One sweep: a step of SGD goes to where s was, whatever d comes out of it.
  func runSGD<Scalar: OptimizerScalar>(_ moving: MovingGroups<Scalar>) {
    let step = moving.step
    let rules = step.groups.map { setting($0.hyperparameters) }
    let shared = rules[moving.leading]
    if step.number(2) == 0 {
      step.setNumber(2, moving.measure(penalties: rules.map { _ in 0 }).gradient.squareRoot())
      // No gradient yet: there is nothing to measure, and nowhere to go.
      guard step.number(2) > 0 else { return }
    }
    let rate = step.number(0) * moving.rate / step.number(2)
    step.report(usedRate: rate)
    let coefficients = rules.indices.map { group in
      let rule = rules[group]
      return DAdaptationDescent.Coefficients(
        rate: rate, share: moving.shares[group], momentum: rule.momentum, penalty: rule.weightDecay)
    }
    let sums = step.sweep(DAdaptationDescent.self, slots: 0..<2, group: coefficients)
    let size = moving.total(of: sums, \.second) { $0 }.squareRoot()
    guard size > 0 else { return }
    let numerator = step.number(1) + rate * moving.total(of: sums, \.first) { $0 }
    shared.take(2 * numerator / size, numerator: numerator, step)
  }
}

/// The sweep of D-Adaptation for SGD: s takes the gradient, and the parameter goes to p₀ − s;
/// ⟨g, s⟩, of s before, and ‖s‖², of s after, are summed. The slots are p₀ and s.
public enum DAdaptationDescent: Sweep {
  /// As many as it is given.
  @inlinable @inline(__always)
  public static var slotCounts: ClosedRange<Int> { 2...2 }

  /// What a step needs.
  public struct Coefficients: Sendable {
    @usableFromInline let rate, share, momentum, penalty: Double

    init(rate: Double, share: Double, momentum: Double, penalty: Double) {
      (self.rate, self.share, self.momentum, self.penalty) = (rate, share, momentum, penalty)
    }
  }

  /// All but the starting point.
  @inlinable @inline(__always)
  public static var writes: SweepWrites { [.parameter, .second] }
  /// ⟨g, s⟩ and ‖s‖².
  @inlinable @inline(__always)
  public static var sums: Bool { true }

  /// See ``DAdaptation``.
  @inlinable @inline(__always)
  public static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    let gradient = gradient + step.penalty * parameter
    sums.first = sums.first + gradient * memory.second
    memory.second = memory.second + step.rate * gradient
    sums.second = sums.second + memory.second * memory.second
    let target = memory.first - step.share * memory.second
    parameter = step.momentum * parameter + (1 - step.momentum) * target
  }
}
