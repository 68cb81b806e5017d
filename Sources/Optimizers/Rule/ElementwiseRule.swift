/// An update rule in which every element of a parameter is changed by itself.
///
/// One file per rule: its hyperparameters, the names of what it remembers per element, the numbers
/// of one step, and the update of one element. The pass over memory, the threads, the state, the
/// notation and the checks are written once, elsewhere.
public protocol ElementwiseRule: NamedRule, Sweep {
  /// What is remembered of each element; at most four.
  var elementSlots: [Slot] { get }
  /// What is remembered of the steps so far, such as a product of momenta; names.
  var running: [String] { get }
  /// What ``running`` is before the first step.
  static var initialRunning: Double { get }

  /// Moves ``running`` on to this step.
  func advance(_ running: inout [Double], count: Int)

  /// The coefficients of a step.
  func coefficients(_ moment: Moment) -> Coefficients

  /// Changes `parameter` along `gradient`, and what is remembered of it.
  static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients)
}

/// When a step is made, as an elementwise rule needs to know it.
public struct Moment: Sendable {
  /// The learning rate.
  public let learningRate: Double
  /// The number of the step, from 1.
  public let count: Int
  /// What is remembered of the steps so far, this one included.
  public let running: [Double]

  /// The moment of one step.
  public init(learningRate: Double, count: Int, running: [Double] = []) {
    (self.learningRate, self.count, self.running) = (learningRate, count, running)
  }
}

extension ElementwiseRule {
  /// None.
  public var running: [String] { [] }
  /// 1.
  public static var initialRunning: Double { 1 }
  /// Nothing to move on.
  public func advance(_ running: inout [Double], count: Int) {}

  /// The element's, and then one number for each of ``running``.
  public func slots(of parameter: ParameterShape) -> [Slot] {
    elementSlots + running.map { Slot($0, sizes: [1], initial: Self.initialRunning) }
  }

  /// Yes: what an elementwise rule remembers may be kept in brain floats.
  @inlinable @inline(__always)
  public static var mayBeCompact: Bool { true }

  /// Updates one element; nothing is summed.
  @inlinable @inline(__always)
  public static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    update(&parameter, along: gradient, &memory, step)
  }

  /// One sweep: each element of parameter, gradient and slots is read once and written once.
  @inlinable
  public func run<Scalar: OptimizerScalar>(_ step: Step<Scalar>) throws {
    let slots = elementSlots.count
    let rules = step.groups.map { setting($0.hyperparameters) }
    guard running.isEmpty else {
      let coefficients = runningCoefficients(rules, step)
      step.sweep(Self.self, slots: Array(0..<slots)) { coefficients[$0] }
      return
    }
    let coefficients = zip(rules, step.groups).map { rule, group in
      rule.coefficients(Moment(learningRate: group.learningRate, count: step.count))
    }
    step.sweep(Self.self, slots: 0..<slots, group: coefficients)
  }

  /// The coefficients of each parameter, whose running numbers are moved on.
  @usableFromInline
  func runningCoefficients<Scalar: OptimizerScalar>(
    _ rules: [Self], _ step: Step<Scalar>
  ) -> [Coefficients] {
    let slots = elementSlots.count..<elementSlots.count + running.count
    // Parameters that were always in one group have the same numbers, so these are worked out once.
    var last: (group: Int, before: [Double], after: [Double], coefficients: Coefficients)?
    return step.parameters.indices.map { parameter in
      let group = step.groupIndex(of: parameter)
      let before = slots.map { Double(step.slot($0, of: parameter)[0]) }
      if last?.group != group || last?.before != before {
        var values = before
        rules[group].advance(&values, count: step.count)
        let moment = Moment(
          learningRate: step.groups[group].learningRate, count: step.count, running: values)
        last = (group, before, values, rules[group].coefficients(moment))
      }
      guard let last else { preconditionFailure("the numbers were just worked out") }
      for (slot, value) in zip(slots, last.after) {
        step.slot(slot, of: parameter)[0] = Scalar(value)
      }
      return last.coefficients
    }
  }
}
