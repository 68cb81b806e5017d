/// Something with parameters: a layer, or a model made of layers.
///
/// Its tensors are found by walking its stored properties in the order of their declaration, into
/// modules and arrays of modules. Their names are the properties' names joined by dots, such as
/// `layers.0.weight`; checkpoints and parameter groups use them, so renaming a property renames
/// its parameters.
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
    var found: [NamedTensor] = []
    collectTensors(of: self, under: "", into: &found)
    return found
  }

  /// The tensors that training changes: those that require a gradient.
  public var parameters: [NamedTensor] { namedTensors.filter(\.tensor.requiresGradient) }

  /// The number of numbers that training changes.
  public var parameterCount: Int { parameters.reduce(0) { $0 + $1.tensor.count } }
}

private func collectTensors(of value: Any, under name: String, into found: inout [NamedTensor]) {
  var mirror: Mirror? = Mirror(reflecting: value)
  var levels: [Mirror] = []
  while let level = mirror {
    levels.append(level)
    mirror = level.superclassMirror
  }
  for child in levels.reversed().flatMap({ Array($0.children.enumerated()) }) {
    let label = child.element.label.flatMap { $0.hasPrefix("[") ? nil : $0 } ?? "\(child.offset)"
    let path = name.isEmpty ? label : "\(name).\(label)"
    switch child.element.value {
    case let tensor as Tensor: found.append(NamedTensor(name: path, tensor: tensor))
    case let tensor as Tensor?:
      if let tensor { found.append(NamedTensor(name: path, tensor: tensor)) }
    case let module as any Module: collectTensors(of: module, under: path, into: &found)
    case let modules as [any Module]: collectTensors(of: modules, under: path, into: &found)
    default: break
    }
  }
}
