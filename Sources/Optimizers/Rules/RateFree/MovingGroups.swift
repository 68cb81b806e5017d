/// The parameters that a step changes, for rules that find one distance or size for all of them.
///
/// ```
/// γ = η_group / η        with η the largest rate of all
/// ```
///
/// A group's step is γ times the step that the rule finds for all. Distances and norms are measured
/// in coordinates in which all groups have the same step, so the rule finds the same as with one
/// rate. A group with rate 0 is frozen: it does not change and is not measured.
struct MovingGroups<Scalar: OptimizerScalar> {
  /// The step for the parameters that are not frozen.
  let step: Step<Scalar>
  /// The largest rate, η.
  let rate: Double
  /// The fraction γ of each group; 0 for one that is frozen.
  let fractions: [Double]
  /// The index of the group whose hyperparameters apply to all parameters: that of the first
  /// parameter.
  let leading: Int

  /// Nil if all rates are 0.
  init?(_ step: Step<Scalar>) {
    let rates = step.parameters.indices.map { step.group(of: $0).learningRate }
    guard let largest = rates.max(), largest > 0 else { return nil }
    let moving = rates.indices.filter { rates[$0] > 0 }
    self.step = moving.count == rates.count ? step : step.restricted(to: moving, firstNumber: 0)
    rate = largest
    fractions = step.groups.map { $0.learningRate / largest }
    leading = step.groupOfParameter.first ?? 0
  }

  /// Counts this step among those in which something moved, in the number of this key.
  func counted(in key: StateKey) -> Int {
    step[key] += 1
    return Int(step[key])
  }

  /// The index of the group of a parameter.
  func group(of parameter: Int) -> Int {
    step.groupOfParameter.isEmpty ? 0 : step.groupOfParameter[parameter]
  }

  /// The sum over all parameters, each multiplied by the `weight` of its group's fraction.
  func total(
    of sums: [Sums<Double>], _ key: SumKey,
    weight: (_ fraction: Double) -> Double = { _ in 1 }
  ) -> Double {
    var total = 0.0
    for (parameter, sums) in sums.enumerated() {
      total += weight(fractions[group(of: parameter)]) * sums[key]
    }
    return total
  }
}

/// Copies the parameter into the memory's first slot, and sums its squares.
@usableFromInline package enum CopyParameter: FusedPass {
  @inlinable package static var start: StateKey { StateKey(0, "start") }
  @inlinable package static var squares: SumKey { SumKey(0) }
  @inlinable package static var slotCounts: ClosedRange<Int> { 1...1 }
  @inlinable package static var readsGradient: Bool { false }
  @inlinable package static var writes: PassWrites { .slot(start) }
  @inlinable package static var sums: Bool { true }

  /// Copies one element.
  @inlinable @inline(__always)
  package static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Void
  ) {
    memory[start] = parameter
    sums[squares] = sums[squares] + parameter * parameter
  }
}

extension Step {
  /// Copies the parameters into `slot`, and answers the sums of their squares.
  @discardableResult
  func rememberParameters(in slot: StateKey) -> [Sums<Double>] {
    apply(CopyParameter.self, slots: [slot], ())
  }
}
