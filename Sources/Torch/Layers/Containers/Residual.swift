/// A residual connection: y = x + f(x).
///
/// Source: He et al., *Deep Residual Learning for Image Recognition*, 2015
/// (<https://arxiv.org/abs/1512.03385>).
public final class Residual: Layer {
  /// f, the residual branch.
  public let body: any Layer
  /// The layer applied to x where the body's output has another shape; nil for x itself.
  public let shortcut: (any Layer)?

  /// Creates a residual connection around `body`, with an optional `shortcut`.
  public init(_ body: any Layer, shortcut: (any Layer)? = nil) {
    (self.body, self.shortcut) = (body, shortcut)
  }

  /// Creates a residual connection around a chain of layers.
  public convenience init(_ layers: any Layer..., shortcut: (any Layer)? = nil) {
    self.init(Sequential(layers), shortcut: shortcut)
  }

  /// x + f(x), or shortcut(x) + f(x).
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws -> Tensor {
    let shortcut = try shortcut.map { try $0(input, for: mode) } ?? input
    return try shortcut + body(input, for: mode)
  }
}
