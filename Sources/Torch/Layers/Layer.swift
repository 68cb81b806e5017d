/// A module that maps one tensor to another.
public protocol Layer: Module {
  /// The layer's output for `input`.
  ///
  /// - Throws: whatever the layer finds wrong; those here throw `TorchError` when the shapes do not fit.
  func callAsFunction(_ input: Tensor, for mode: Mode) throws -> Tensor
}

/// What a forward pass is for; some layers (dropout, batch norm) answer differently.
///
/// It is an argument, not a switch that someone forgets to set back.
public enum Mode: Hashable, Sendable {
  /// A pass that gradients will follow.
  case training
  /// A pass that measures.
  case evaluation
}
