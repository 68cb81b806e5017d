/// What layers answer, and their input: y = x + f(x).
///
/// Source: He et al., *Deep Residual Learning for Image Recognition*, 2015
/// (<https://arxiv.org/abs/1512.03385>).
public final class Residual: Layer {
  /// f.
  public let body: any Layer
  /// What the input goes through where its shape is another than the body's output; nil for x itself.
  public let shortcut: (any Layer)?

  /// The input added to what `body` makes of it, through `shortcut` where there is one.
  public init(_ body: any Layer, shortcut: (any Layer)? = nil) {
    (self.body, self.shortcut) = (body, shortcut)
  }

  /// A chain of layers as the body.
  public convenience init(_ layers: any Layer..., shortcut: (any Layer)? = nil) {
    self.init(Sequential(layers), shortcut: shortcut)
  }

  /// x + f(x).
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws -> Tensor {
    let shortcut = try shortcut.map { try $0(input, for: mode) } ?? input
    return try shortcut + body(input, for: mode)
  }
}
