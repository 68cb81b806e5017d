/// One step of a rule: the parameters to change, their settings, and the history. It holds all
/// parameters, so that a rule may compute a norm over all of them.
public struct Step<Scalar: OptimizerScalar> {
  /// The parameters to change.
  public internal(set) var parameters: [ParameterBuffer<Scalar>]
  /// The history of the optimizer, read and written through ``slot(_:of:)`` and the subscript.
  public let state: OptimizerState<Scalar>
  /// The groups of settings.
  public var groups: [StepSettings.Group]
  /// The index of each parameter's group; empty when all are in the first.
  public var groupOfParameter: [Int]
  /// The factor on every gradient.
  public let gradientScale: Double
  /// The loss before the step; nil when the caller gave none.
  public let loss: Double?
  /// The means to compute with.
  public let backend: Backend
  /// The index in the state of each parameter.
  @usableFromInline var stateIndices: [Int]
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
    (gradientScale, loss, backend) = (settings.gradientScale, settings.loss, settings.backend)
    stateIndices = Array(parameters.indices)
    blocks = state.blocks
  }

  /// The number of this step, from 1. Skipped steps do not count.
  public var count: Int { state.count }

  /// The settings of one parameter.
  public func group(of parameter: Int) -> StepSettings.Group { groups[groupIndex(of: parameter)] }

  /// The index in ``groups`` of a parameter's settings.
  public func groupIndex(of parameter: Int) -> Int {
    groupOfParameter.isEmpty ? 0 : groupOfParameter[parameter]
  }

  /// One slot of one parameter.
  public func slot(_ key: StateKey, of parameter: Int) -> UnsafeMutableBufferPointer<Scalar> {
    slot(at: key.index, of: parameter)
  }

  func slot(at index: Int, of parameter: Int) -> UnsafeMutableBufferPointer<Scalar> {
    state.slot(slotIndex(index, of: parameter), of: stateIndices[parameter])
  }

  /// One of the rule's numbers.
  public subscript(key: StateKey) -> Double {
    get { number(at: key.index) }
    nonmutating set { setNumber(at: key.index, newValue) }
  }

  func number(at index: Int) -> Double { state.numbers[firstNumber + index] }

  func setNumber(at index: Int, _ value: Double) { state.numbers[firstNumber + index] = value }

  /// Records the rate that this step uses, for a rule that finds its own.
  public func report(effectiveRate: Double) { state.effectiveRate = effectiveRate }

  /// The index in the state of one of the rule's slots.
  func slotIndex(_ slot: Int, of parameter: Int) -> Int {
    firstSlots.isEmpty ? slot : firstSlots[parameter] + slot
  }
}
