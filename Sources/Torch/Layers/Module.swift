/// Something with parameters: a layer, or a model made of layers.
///
/// Its tensors are found by walking its stored properties in the order of their declaration, those
/// of a superclass first, into modules, structures, enumerations, tuples, optionals, arrays and
/// dictionaries of these, however deep. Their names are what leads there, joined by dots;
/// checkpoints and parameter groups use them, so renaming a property renames its parameters:
///
/// | where the tensor is | its name |
/// | --- | --- |
/// | a module's or a structure's property | `head.weight` |
/// | an array | `layers.0.weight`, counting nils |
/// | a dictionary, in the order of its keys | `experts.left.weight`; whole numbers by their size |
/// | a tuple | `pair.0`, or `pair.left` with a label |
/// | an enumeration's case | `head.linear.weight`, with the case's name |
/// | a property wrapper, a lazy property | that of the property |
///
/// What is reached twice, such as a tied weight or a module's parent, counts once, under the first
/// name. Where two tensors would have one name, such as private properties of a class and its
/// superclass, the second is called `name~2`.
///
/// A list of numbers or texts is not walked, nor is the rest of a list whose first thousand values
/// hold no tensor: it is data. What may hold tensors that are not found is told by
/// ``unseenProperties``.
public protocol Module: AnyObject {}

/// A tensor of a module with its dotted name.
public struct NamedTensor {
  /// The dotted name, unique in its module.
  public let name: String
  /// The tensor itself, not a copy.
  public let tensor: Tensor
}

extension Module {
  /// Every tensor that the module stores: parameters, and buffers such as running means.
  public var namedTensors: [NamedTensor] { TensorWalk(self).found }

  /// The tensors that training changes: those that require a gradient.
  public var parameters: [NamedTensor] { namedTensors.filter(\.tensor.requiresGradient) }

  /// The number of numbers that training changes.
  public var parameterCount: Int { parameters.reduce(0) { $0 + $1.tensor.count } }

  /// The names of stored properties that may hold tensors which ``namedTensors`` does not find, and
  /// which are therefore neither trained nor saved; empty when all is well.
  ///
  /// They are
  /// - functions, which may have captured a tensor;
  /// - objects that are no modules but lead to a tensor that is not found, or to a function, or to
  ///   more than can be looked through; and sets of such;
  /// - lazy properties that nobody has asked for yet;
  /// - values that cannot be copied, such as a `Mutex`;
  /// - dictionaries two of whose keys read the same.
  ///
  /// A list of functions or objects is told once. Objects of the system's libraries, such as
  /// Foundation's, are taken to hold nothing.
  public var unseenProperties: [String] { TensorWalk(self).unseen }
}
