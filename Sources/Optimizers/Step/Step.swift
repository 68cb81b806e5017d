/// One step as a rule sees it: the parameters it is to change, their settings, and what it remembers.
///
/// All parameters come together, so that a rule may take a norm over all of them.
public struct Step<Scalar: OptimizerScalar> {
  /// The parameters to change.
  public internal(set) var parameters: [ParameterBuffer<Scalar>]
  /// What is remembered; ``slot(_:of:)`` and ``number(_:)`` are the ways to it.
  public let state: OptimizerState<Scalar>
  /// The groups of settings.
  public var groups: [StepSettings.Group]
  /// The group of each parameter; empty when all are in the first.
  public var groupOfParameter: [Int]
  /// What every gradient is multiplied by.
  public let gradientScale: Double
  /// The loss before the step; nil when the caller did not tell.
  public let loss: Double?
  /// What to compute with.
  public let machine: Machine
  @usableFromInline var places: [Int]
  @usableFromInline var blocks: Blocks
  /// Where the slots of each parameter begin; empty when all begin at 0.
  @usableFromInline var firstSlots: [Int] = []
  var firstNumber = 0

  init(
    _ parameters: [ParameterBuffer<Scalar>], _ state: OptimizerState<Scalar>,
    _ settings: StepSettings
  ) {
    (self.parameters, self.state) = (parameters, state)
    (groups, groupOfParameter) = (settings.groups, settings.groupOfParameter)
    (gradientScale, loss, machine) = (settings.gradientScale, settings.loss, settings.machine)
    places = Array(parameters.indices)
    blocks = state.blocks
  }

  /// The number of this step, from 1, among those that were not skipped.
  public var count: Int { state.count }

  /// The settings of one parameter.
  public func group(of parameter: Int) -> StepSettings.Group { groups[groupIndex(of: parameter)] }

  /// Which of ``groups`` a parameter is in.
  public func groupIndex(of parameter: Int) -> Int {
    groupOfParameter.isEmpty ? 0 : groupOfParameter[parameter]
  }

  /// One slot of one parameter.
  public func slot(_ slot: Int, of parameter: Int) -> UnsafeMutableBufferPointer<Scalar> {
    state.slot(place(of: slot, of: parameter), of: places[parameter])
  }

  /// One of the rule's numbers, in the order of ``UpdateRule/numbers``.
  public func number(_ index: Int) -> Double { state.numbers[firstNumber + index] }

  /// Remembers one of the rule's numbers.
  public func setNumber(_ index: Int, _ value: Double) {
    state.numbers[firstNumber + index] = value
  }

  /// Tells the rate that this step really uses, for a rule that finds its own.
  public func report(usedRate: Double) { state.usedRate = usedRate }

  func place(of slot: Int, of parameter: Int) -> Int {
    firstSlots.isEmpty ? slot : firstSlots[parameter] + slot
  }
}
