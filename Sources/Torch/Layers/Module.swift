/// Something with parameters: a layer, or a model made of layers.
///
/// A walk through the stored properties finds its tensors: in the order of declaration, a
/// superclass's first, into modules, structures, enumerations, tuples, optionals, arrays and
/// dictionaries of these, at any depth. A tensor's name is the path that leads to it, joined by
/// dots; checkpoints and parameter groups use it, so renaming a property renames its parameters:
///
/// | where the tensor is | its name |
/// | --- | --- |
/// | a module's or a structure's property | `head.weight` |
/// | an array | `layers.0.weight`, counting nils |
/// | a dictionary, in the order of its keys | `experts.left.weight`; integers by value |
/// | a tuple | `pair.0`, or `pair.left` with a label |
/// | an enumeration's case | `head.linear.weight`, with the case's name |
/// | a property wrapper, a lazy property | that of the property |
///
/// A tensor that is reached twice, such as a tied weight, counts once, under its first name. If two
/// tensors would have the same name, such as private properties of a class and its superclass, the
/// second is named `name~2`.
///
/// A list of numbers or strings is data and is not walked, nor is the rest of a list whose first
/// thousand values hold no tensor. ``unseenProperties`` lists the properties that may hold tensors
/// that the walk does not find.
public protocol Module: AnyObject {}

/// A tensor of a module with its dotted name.
public struct NamedTensor {
  /// The dotted name, unique in its module.
  public let name: String
  /// The tensor itself, not a copy.
  public let tensor: Tensor
  /// The module of which the tensor is a part, the innermost one.
  package let owner: any Module
}

extension Module {
  /// Every tensor that the module stores: parameters, and buffers such as running means.
  public var namedTensors: [NamedTensor] { TensorWalk(self).found }

  /// The tensors that training changes: those that require a gradient.
  public var parameters: [NamedTensor] { namedTensors.filter(\.tensor.requiresGradient) }

  /// The number of trained elements.
  public var parameterCount: Int { parameters.reduce(0) { $0 + $1.tensor.count } }

  /// The names of stored properties that may hold tensors that ``namedTensors`` does not find, and
  /// that are therefore neither trained nor saved; normally empty.
  ///
  /// The list contains
  /// - functions, which may capture a tensor;
  /// - objects that are not modules but lead to a tensor that is not found, to a function, or to
  ///   more values than are searched; and sets of such objects;
  /// - lazy properties that have not been read yet;
  /// - values that cannot be copied, such as a `Mutex`;
  /// - dictionaries with two keys of the same description.
  ///
  /// A list of functions or objects is reported once. Objects of system libraries, such as
  /// Foundation's, are assumed to hold no tensors.
  public var unseenProperties: [String] { TensorWalk(self).unseen }
}
