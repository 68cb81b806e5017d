/// What an operation of libtorch can be given: a tensor, a number, a truth value, a text, a list of these, an
/// element type or a device. `nil` is 'none'.
public protocol TorchArgument {
  /// The argument as an operation takes it.
  var torchValue: TorchValue { get }
}

/// An argument of an operation.
public enum TorchValue {
  /// Nothing, where an operation allows it.
  case none
  /// A tensor.
  case tensor(Tensor)
  /// A whole number.
  case integer(Int)
  /// A number.
  case number(Double)
  /// True or false.
  case truth(Bool)
  /// A text, such as `mean`.
  case text(String)
  /// Whole numbers, such as a shape.
  case integers([Int])
  /// Numbers.
  case numbers([Double])
  /// Truth values.
  case truths([Bool])
  /// Tensors, or none in some places.
  case tensors([Tensor?])
  /// An element type.
  case type(ScalarType)
  /// A device.
  case device(Device)
}

extension TorchValue: TorchArgument {
  /// Itself.
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
  /// The truth value.
  public var torchValue: TorchValue { .truth(self) }
}
extension String: TorchArgument {
  /// The text.
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
  /// The list; an empty one is a list of anything.
  public var torchValue: TorchValue {
    switch self {
    case let integers as [Int]: .integers(integers)
    case let numbers as [Double]: .numbers(numbers)
    case let truths as [Bool]: .truths(truths)
    case let tensors as [Tensor]: .tensors(tensors)
    case let tensors as [Tensor?]: .tensors(tensors)
    default: preconditionFailure("an operation takes no list of \(Element.self)")
    }
  }
}
