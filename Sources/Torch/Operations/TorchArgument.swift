/// A type that can be an argument of a libtorch operation: a tensor, number, Boolean, string, list
/// of these, element type or device. `nil` is libtorch's `None`.
public protocol TorchArgument {
  /// The argument in the form that operations take.
  var torchValue: TorchValue { get }
}

/// An argument of an operation.
public enum TorchValue {
  /// None, for an optional parameter.
  case none
  /// A tensor.
  case tensor(Tensor)
  /// An integer.
  case integer(Int)
  /// A floating-point number.
  case number(Double)
  /// True or false.
  case bool(Bool)
  /// A string, such as `mean`.
  case text(String)
  /// Integers, such as a shape.
  case integers([Int])
  /// Floating-point numbers.
  case numbers([Double])
  /// Booleans.
  case bools([Bool])
  /// Tensors; nil entries are None.
  case tensors([Tensor?])
  /// An element type.
  case type(ScalarType)
  /// A device.
  case device(Device)
}

extension TorchValue: TorchArgument {
  /// This value.
  public var torchValue: TorchValue { self }
}
extension Tensor: TorchArgument {
  /// The tensor.
  public var torchValue: TorchValue { .tensor(self) }
}
extension Int: TorchArgument {
  /// The number.
  public var torchValue: TorchValue { .integer(self) }
}
extension Double: TorchArgument {
  /// The number.
  public var torchValue: TorchValue { .number(self) }
}
extension Float: TorchArgument {
  /// The number.
  public var torchValue: TorchValue { .number(Double(self)) }
}
extension Bool: TorchArgument {
  /// The Boolean.
  public var torchValue: TorchValue { .bool(self) }
}
extension String: TorchArgument {
  /// The string.
  public var torchValue: TorchValue { .text(self) }
}
extension ScalarType: TorchArgument {
  /// The type.
  public var torchValue: TorchValue { .type(self) }
}
extension Device: TorchArgument {
  /// The device.
  public var torchValue: TorchValue { .device(self) }
}
extension Optional: TorchArgument where Wrapped: TorchArgument {
  /// The argument, or none.
  public var torchValue: TorchValue { self?.torchValue ?? .none }
}
extension Array: TorchArgument where Element: TorchArgument {
  /// The list; an empty one matches every list type.
  public var torchValue: TorchValue {
    switch self {
    case let integers as [Int]: .integers(integers)
    case let numbers as [Double]: .numbers(numbers)
    case let bools as [Bool]: .bools(bools)
    case let tensors as [Tensor]: .tensors(tensors)
    case let tensors as [Tensor?]: .tensors(tensors)
    default: preconditionFailure("an operation takes no list of \(Element.self)")
    }
  }
}
