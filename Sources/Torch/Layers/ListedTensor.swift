/// One row of a listing of a module's tensors.
public struct ListedTensor: Hashable, Sendable {
  /// The dotted name.
  public let name: String
  /// The length of each dimension.
  public let shape: [Int]
  /// The number of elements.
  public let count: Int
  /// The type of the elements.
  public let scalarType: ScalarType
  /// The device of the elements.
  public let device: Device
  /// Whether training changes the tensor; false for buffers and frozen parameters.
  public let isTrained: Bool

  /// Creates the row of `named` from its current state.
  public init(_ named: NamedTensor) {
    let tensor = named.tensor
    (name, shape, count) = (named.name, tensor.shape, tensor.count)
    (scalarType, device) = (tensor.scalarType, tensor.device)
    isTrained = tensor.requiresGradient
  }
}

extension Module {
  /// A row for each tensor, in the order of ``namedTensors``, as a dry run prints it.
  ///
  /// The counts of the trained tensors sum to ``parameterCount``.
  public var listedTensors: [ListedTensor] { namedTensors.map { ListedTensor($0) } }
}
