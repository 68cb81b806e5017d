/// What an operation of libtorch can be given: a tensor, a number, a truth value, a text, a list of these, an
/// element type or a device. `nil` is 'none'.
public protocol OperationArgument {
  /// The argument as an operation takes it.
  var operationValue: OperationValue { get }
}

/// An argument of an operation.
public enum OperationValue {
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

extension OperationValue: OperationArgument {
  /// Itself.
  public var operationValue: OperationValue { self }
}
extension Tensor: OperationArgument {
  /// The tensor.
  public var operationValue: OperationValue { .tensor(self) }
}
extension Int: OperationArgument {
  /// The number.
  public var operationValue: OperationValue { .integer(self) }
}
extension Double: OperationArgument {
  /// The number.
  public var operationValue: OperationValue { .number(self) }
}
extension Float: OperationArgument {
  /// The number.
  public var operationValue: OperationValue { .number(Double(self)) }
}
extension Bool: OperationArgument {
  /// The truth value.
  public var operationValue: OperationValue { .truth(self) }
}
extension String: OperationArgument {
  /// The text.
  public var operationValue: OperationValue { .text(self) }
}
extension ScalarType: OperationArgument {
  /// The type.
  public var operationValue: OperationValue { .type(self) }
}
extension Device: OperationArgument {
  /// The device.
  public var operationValue: OperationValue { .device(self) }
}
extension Optional: OperationArgument where Wrapped: OperationArgument {
  /// The argument, or none.
  public var operationValue: OperationValue { self?.operationValue ?? .none }
}
extension Array: OperationArgument where Element: OperationArgument {
  /// The list; an empty one is a list of anything.
  public var operationValue: OperationValue {
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
