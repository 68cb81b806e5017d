/// An update rule that changes each element of a parameter independently of the others. A rule is
/// one file: its hyperparameters, its slots, the coefficients of a step, and the update of one
/// element. The pass over memory, threads, state, notation and checks are shared by all rules.
public protocol ElementwiseRule: NamedRule, FusedPass {
  /// The slots with one number per element; at most four.
  var elementSlots: [Slot] { get }
  /// The names of numbers that follow the steps, such as a product of momenta; each parameter has
  /// its own.
  var running: [String] { get }
  /// The value of the ``running`` numbers before the first step.
  static var initialRunning: Double { get }

  /// Updates the ``running`` numbers to the step of this count.
  func advance(_ running: inout [Double], count: Int)

  /// The coefficients of one step.
  func coefficients(at step: StepNumbers) -> Coefficients

  /// Changes `parameter` along `gradient`, and its memory.
  static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ step: Coefficients)
}

/// The numbers of one step from which an elementwise rule computes its coefficients.
public struct StepNumbers: Sendable {
  /// The learning rate.
  public let learningRate: Double
  /// The number of the step, from 1.
  public let count: Int
  /// The running numbers, updated to this step.
  public let running: [Double]

  /// The numbers of one step.
  public init(learningRate: Double, count: Int, running: [Double] = []) {
    (self.learningRate, self.count, self.running) = (learningRate, count, running)
  }
}

extension ElementwiseRule {
  /// None.
  public var running: [String] { [] }
  /// 1.
  public static var initialRunning: Double { 1 }
  /// Does nothing.
  public func advance(_ running: inout [Double], count: Int) {}

  /// The slots of the elements, and then one number for each of ``running``.
  public func slots(of parameter: ParameterShape) -> [Slot] {
    elementSlots + running.map { Slot($0, sizes: [1], initial: Self.initialRunning) }
  }

  /// Yes: the slots of an elementwise rule may be brain floats.
  @inlinable @inline(__always)
  public static var mayBeCompact: Bool { true }

  /// Updates one element. It takes no sums.
  @inlinable @inline(__always)
  public static func visit<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ sums: inout Sums<L>,
    _ step: Coefficients
  ) {
    update(&parameter, along: gradient, &memory, step)
  }

  /// One pass: each element of parameter, gradient and slots is read once and written once.
  @inlinable
  public func run<Scalar: OptimizerScalar>(_ step: Step<Scalar>) throws {
    let slots = elementSlots.indices.map { StateKey($0, "element") }
    let rules = step.groups.map { setting($0.hyperparameters) }
    guard running.isEmpty else {
      let coefficients = runningCoefficients(rules, step)
      step.apply(Self.self, slots: slots) { coefficients[$0] }
      return
    }
    let coefficients = zip(rules, step.groups).map { rule, group in
      rule.coefficients(at: StepNumbers(learningRate: group.learningRate, count: step.count))
    }
    step.apply(Self.self, slots: slots, group: coefficients)
  }

  /// The coefficients of each parameter, after updating its running numbers.
  @usableFromInline
  func runningCoefficients<Scalar: OptimizerScalar>(
    _ rules: [Self], _ step: Step<Scalar>
  ) -> [Coefficients] {
    let slots = elementSlots.count..<elementSlots.count + running.count
    // Parameters that were always in one group have the same numbers: computed once for all.
    var last: (group: Int, before: [Double], after: [Double], coefficients: Coefficients)?
    return step.parameters.indices.map { parameter in
      let group = step.groupIndex(of: parameter)
      let before = slots.map { Double(step.slot(at: $0, of: parameter)[0]) }
      if last?.group != group || last?.before != before {
        var values = before
        rules[group].advance(&values, count: step.count)
        let numbers = StepNumbers(
          learningRate: step.groups[group].learningRate, count: step.count, running: values)
        last = (group, before, values, rules[group].coefficients(at: numbers))
      }
      guard let last else { preconditionFailure("the numbers were just computed") }
      for (slot, value) in zip(slots, last.after) {
        step.slot(at: slot, of: parameter)[0] = Scalar(value)
      }
      return last.coefficients
    }
  }
}
