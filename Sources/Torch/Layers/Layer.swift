/// A module that maps one tensor to another.
public protocol Layer: Module {
  /// The layer's output for `input`.
  ///
  /// - Throws: any error; the layers of this module throw `TorchError` when shapes do not fit.
  func callAsFunction(_ input: Tensor, for mode: Mode) throws -> Tensor
}

/// The purpose of a forward pass; some layers (dropout, batch norm) behave differently in each.
///
/// An argument rather than a stored flag, so that nobody forgets to reset it.
public enum Mode: Hashable, Sendable {
  /// A pass whose gradients will be computed.
  case training
  /// A pass that only measures.
  case evaluation
}
