/// A chain of layers; each receives the output of the one before.
public final class Sequential: Layer {
  /// The layers, first to last.
  public let layers: [any Layer]

  /// Creates a chain of `layers`.
  public init(_ layers: any Layer...) { self.layers = layers }

  /// Creates a chain of the layers in an array.
  public init(_ layers: [any Layer]) { self.layers = layers }

  /// The last layer's output.
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws -> Tensor {
    var output = input
    for layer in layers { output = try layer(output, for: mode) }
    return output
  }
}
