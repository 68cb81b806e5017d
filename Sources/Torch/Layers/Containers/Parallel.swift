/// Layers side by side on one input, their outputs one after the other along a dimension, or added up.
public final class Parallel: Layer {
  /// What becomes of the outputs.
  public enum Joining: Hashable, Sendable {
    /// One after the other along this dimension.
    case concatenated(along: Int)
    /// Their sum.
    case added
  }

  /// The layers.
  public let layers: [any Layer]
  private let joining: Joining

  /// These layers side by side.
  ///
  /// - Precondition: at least one.
  public init(_ layers: [any Layer], _ joining: Joining = .concatenated(along: 1)) {
    precondition(!layers.isEmpty, "layers must hold at least one")
    (self.layers, self.joining) = (layers, joining)
  }

  /// The outputs, joined.
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws -> Tensor {
    let outputs = try layers.map { try $0(input, for: mode) }
    return switch joining {
    case .concatenated(let dimension): try .concatenated(outputs, along: dimension)
    case .added: try outputs.dropFirst().reduce(outputs[0]) { try $0 + $1 }
    }
  }
}
