/// Any operation of libtorch by its name, for what has no function here.
///
/// ```swift
/// let sums = try TorchOperation("cumsum")(numbers, dim: 0).tensor
/// let (values, places) = try TorchOperation("topk")(numbers, k: 3).pair
/// ```
///
/// The arguments are those of the operation's schema, in their places or by their labels; what is left out has
/// its default. Among several forms of one name the first that the arguments fit is called; `mul.Scalar` names
/// one. Gradients flow as through any other operation. The names and schemas are those of PyTorch's
/// `native_functions.yaml`, of the namespace `aten` unless another is given, as `torchvision::nms`.
///
/// What an operation draws on the processor follows ``Engine/seed(_:)``; one without a generator among its
/// arguments draws from libtorch's shared one, which repeats where one thread draws at a time.
@dynamicCallable
public struct TorchOperation {
  /// The name.
  public let name: String

  /// The operation called `name`.
  public init(_ name: String) { self.name = name }

  /// Calls the operation.
  ///
  /// - Throws: `TorchError` when there is none of the name, the arguments do not fit it, which names its
  ///   schema, or libtorch refuses them.
  public func dynamicallyCall(
    withKeywordArguments arguments: KeyValuePairs<String, any TorchArgument>
  ) throws(TorchError) -> Results {
    let values = arguments.map { label, argument in
      (label: label.isEmpty ? nil : label, value: argument.torchValue)
    }
    return Results(
      tensors: try TorchCall.results(of: name, labelled: values), operation: name)
  }

  /// What an operation answers: its tensors, and its numbers as tensors without dimensions.
  public struct Results {
    /// All of them, in their order.
    public let tensors: [Tensor]
    let operation: String

    /// The first.
    ///
    /// - Precondition: there is one.
    public var tensor: Tensor { self[0] }

    /// The first two.
    ///
    /// - Precondition: there are two.
    public var pair: (Tensor, Tensor) { (self[0], self[1]) }

    /// The one in this place.
    ///
    /// - Precondition: there is one.
    public subscript(place: Int) -> Tensor {
      precondition(
        tensors.indices.contains(place), "\(operation) answers \(tensors.count); received \(place)")
      return tensors[place]
    }
  }
}
