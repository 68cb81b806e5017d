/// Any libtorch operation by name, for operations without a function in this module.
///
/// ```swift
/// let sums = try TorchOperation("cumsum")(numbers, dim: 0).tensor
/// let (values, places) = try TorchOperation("topk")(numbers, k: 3).pair
/// ```
///
/// The arguments follow the operation's schema, by position or by label; omitted ones have the
/// schema's defaults. If a name has several overloads, the first one that fits the arguments is
/// called; `mul.Scalar` names one. Gradients flow as through any other operation. Names and schemas
/// are those of PyTorch's `native_functions.yaml`, in the namespace `aten` unless another is given,
/// as in `torchvision::nms`.
///
/// Random numbers on the CPU follow ``Engine/seed(_:)``. An operation whose schema has no generator
/// uses libtorch's shared generator, which repeats only if one thread draws at a time.
@dynamicCallable
public struct TorchOperation {
  /// The name.
  public let name: String

  /// Creates a reference to the operation called `name`.
  public init(_ name: String) { self.name = name }

  /// Calls the operation.
  ///
  /// - Throws: `TorchError` if no operation has this name, if the arguments do not fit (the message
  ///   shows the schema), or if libtorch refuses them.
  public func dynamicallyCall(
    withKeywordArguments arguments: KeyValuePairs<String, any TorchArgument>
  ) throws(TorchError) -> Results {
    let values = arguments.map { label, argument in
      (label: label.isEmpty ? nil : label, value: argument.torchValue)
    }
    return Results(
      tensors: try TorchCall.results(of: name, labelled: values), operation: name)
  }

  /// The results of an operation; numbers become tensors without dimensions.
  public struct Results {
    /// All results, in their order.
    public let tensors: [Tensor]
    let operation: String

    /// The first result.
    ///
    /// - Precondition: this result exists.
    public var tensor: Tensor { self[0] }

    /// The first two results.
    ///
    /// - Precondition: at least two results.
    public var pair: (Tensor, Tensor) { (self[0], self[1]) }

    /// The result at this index.
    ///
    /// - Precondition: this result exists.
    public subscript(index: Int) -> Tensor {
      precondition(
        tensors.indices.contains(index), "\(operation) answers \(tensors.count); received \(index)")
      return tensors[index]
    }
  }
}
