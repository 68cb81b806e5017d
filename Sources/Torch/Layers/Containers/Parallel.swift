/// Layers that receive the same input; their outputs are concatenated or added.
public final class Parallel: Layer {
  /// How the outputs are combined.
  public enum Merge: Hashable, Sendable {
    /// Concatenated along this dimension.
    case concatenated(along: Int)
    /// Their sum.
    case added
  }

  /// The layers.
  public let layers: [any Layer]
  private let merge: Merge

  /// Creates a container of `layers`.
  ///
  /// - Precondition: at least one layer.
  public init(_ layers: [any Layer], _ merge: Merge = .concatenated(along: 1)) {
    precondition(!layers.isEmpty, "layers must hold at least one")
    (self.layers, self.merge) = (layers, merge)
  }

  /// The combined outputs.
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws -> Tensor {
    let outputs = try layers.map { try $0(input, for: mode) }
    return switch merge {
    case .concatenated(let dimension): try .concatenated(outputs, along: dimension)
    case .added: try outputs.dropFirst().reduce(outputs[0]) { try $0 + $1 }
    }
  }
}
