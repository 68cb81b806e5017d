/// What a listing says of one of a module's tensors.
public struct ListedParameter: Hashable, Sendable {
  /// The dotted name.
  public let name: String
  /// The length of each dimension.
  public let shape: [Int]
  /// The number of elements.
  public let count: Int
  /// The type of the elements.
  public let scalarType: ScalarType
  /// Where the elements are.
  public let device: Device
  /// Whether training changes it; not so for buffers and what is frozen.
  public let isTrained: Bool

  /// What there is to say of `named` as it is now.
  public init(_ named: NamedTensor) {
    let tensor = named.tensor
    (name, shape, count) = (named.name, tensor.shape, tensor.count)
    (scalarType, device) = (tensor.scalarType, tensor.device)
    isTrained = tensor.requiresGradient
  }
}

extension Module {
  /// A line for each tensor, in the order of ``namedTensors``: what a dry run shows of a model.
  ///
  /// Those that are trained add up to ``parameterCount``.
  public var parameterList: [ListedParameter] { namedTensors.map { ListedParameter($0) } }
}
