/// Something with parameters: a layer, or a model made of layers.
///
/// Its tensors are found by walking its stored properties in the order of their declaration, those
/// of a superclass first, into modules, arrays and optionals of both; not into dictionaries, tuples
/// or structures. Their names are the properties' names joined by dots, such as `layers.0.weight`;
/// checkpoints and parameter groups use them, so renaming a property renames its parameters. What
/// is reached twice, such as a shared weight or a module's parent, counts once, under the first
/// name.
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
  public var namedTensors: [NamedTensor] {
    var walk = TensorWalk()
    walk.enter(self, as: "")
    return walk.found
  }

  /// The tensors that training changes: those that require a gradient.
  public var parameters: [NamedTensor] { namedTensors.filter(\.tensor.requiresGradient) }

  /// The number of numbers that training changes.
  public var parameterCount: Int { parameters.reduce(0) { $0 + $1.tensor.count } }
}

private struct TensorWalk {
  var found: [NamedTensor] = []
  private var seen: Set<ObjectIdentifier> = []

  mutating func enter(_ module: any Module, as name: String) {
    guard seen.insert(ObjectIdentifier(module)).inserted else { return }
    var levels: [Mirror] = []
    var level: Mirror? = Mirror(reflecting: module)
    while let mirror = level {
      levels.append(mirror)
      level = mirror.superclassMirror
    }
    for child in levels.reversed().flatMap({ Array($0.children) }) {
      guard let label = child.label else { continue }
      visit(child.value, name.isEmpty ? label : "\(name).\(label)")
    }
  }

  private mutating func visit(_ value: Any, _ name: String) {
    switch value {
    case let tensor as Tensor:
      guard seen.insert(ObjectIdentifier(tensor)).inserted else { return }
      found.append(NamedTensor(name: name, tensor: tensor))
    case let module as any Module: enter(module, as: name)
    // An array of something else is not walked: it may be a data set.
    case let tensors as [Tensor?]: visit(each: tensors, name)
    case let modules as [(any Module)?]: visit(each: modules, name)
    case let modules as [[any Module]]: visit(each: modules, name)
    default: break
    }
  }

  private mutating func visit<Element>(each values: [Element], _ name: String) {
    for (index, value) in values.enumerated() { visit(value, "\(name).\(index)") }
  }
}
