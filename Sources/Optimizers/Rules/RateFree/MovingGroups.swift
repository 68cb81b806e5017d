/// The parameters that a step moves, for the rules that find one distance or size for all of them.
///
/// ```
/// γ = η_group / η        with η the largest rate of all
/// ```
///
/// The share γ is a factor on what the rule finds for all: a group with half of the largest rate
/// takes half of the step. The rules that measure do so in the coordinates in which all steps are
/// the same, so that what they find is what they would have found there, with one rate. A group
/// whose rate is 0 is frozen: it neither moves nor is measured.
struct MovingGroups<Scalar: OptimizerScalar> {
  /// The step for the parameters that move.
  let step: Step<Scalar>
  /// The largest rate, η.
  let rate: Double
  /// The share γ of each group; 0 for one that is frozen.
  let shares: [Double]
  /// The group whose hyperparameters count where all parameters share one: the first parameter's.
  let leading: Int

  /// Nil when nothing moves.
  init?(_ step: Step<Scalar>) {
    let rates = step.parameters.indices.map { step.group(of: $0).learningRate }
    guard let largest = rates.max(), largest > 0 else { return nil }
    let moving = rates.indices.filter { rates[$0] > 0 }
    self.step = moving.count == rates.count ? step : step.restricted(to: moving, firstNumber: 0)
    rate = largest
    shares = step.groups.map { $0.learningRate / largest }
    leading = step.groupOfParameter.first ?? 0
  }

  /// Counts this step among those in which something moved, as number `index` remembers them.
  func counted(in index: Int) -> Int {
    step.setNumber(index, step.number(index) + 1)
    return Int(step.number(index))
  }

  /// The group of a parameter that moves.
  func group(of parameter: Int) -> Int {
    step.groupOfParameter.isEmpty ? 0 : step.groupOfParameter[parameter]
  }

  /// The sum over all parameters, each weighed by what `weight` answers for its share.
  func total(
    of sums: [Sums<Double>], _ sum: (Sums<Double>) -> Double,
    weight: (_ share: Double) -> Double = { _ in 1 }
  ) -> Double {
    var total = 0.0
    for (parameter, sums) in sums.enumerated() {
      total += weight(shares[group(of: parameter)]) * sum(sums)
    }
    return total
  }
}

/// Copies the parameter into the memory's first slot, and sums its squares.
public enum RememberParameter: Sweep {
  /// As many as it is given.
  @inlinable @inline(__always)
  public static var slotCounts: ClosedRange<Int> { 1...1 }

  /// No.
  @inlinable @inline(__always)
  public static var readsGradient: Bool { false }

  /// Nothing: a copy has no coefficients.
  public struct Coefficients: Sendable {
    @usableFromInline init() {}
  }

  /// The memory only.
  @inlinable @inline(__always)
  public static var writes: SweepWrites { .first }
  /// ‖p‖².
  @inlinable @inline(__always)
  public static var sums: Bool { true }

  /// Copies one element.
  @inlinable @inline(__always)
  public static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    memory.first = parameter
    sums.first = sums.first + parameter * parameter
  }
}

extension Step {
  /// Keeps where the parameters are in `slot`; answers the sums of their squares.
  @discardableResult
  func rememberParameters(in slot: Int) -> [Sums<Double>] {
    sweep(RememberParameter.self, slots: [slot], RememberParameter.Coefficients())
  }
}

extension OptimizerError {
  /// A factor by which something may grow from step to step; infinity sets no limit.
  static func growth(_ parameter: String, _ value: Double) -> OptimizerError? {
    value >= 1 ? nil : OptimizerError(parameter, "at least 1", received: value)
  }
}
