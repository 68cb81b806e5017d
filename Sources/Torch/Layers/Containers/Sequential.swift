/// Layers one after another.
public final class Sequential: Layer {
  /// The layers, first to last.
  public let layers: [any Layer]

  /// A chain of `layers`.
  public init(_ layers: any Layer...) { self.layers = layers }

  /// A chain of as many layers as a list has.
  public init(_ layers: [any Layer]) { self.layers = layers }

  /// The last layer's output.
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws -> Tensor {
    var output = input
    for layer in layers { output = try layer(output, for: mode) }
    return output
  }
}
