internal import Optimizers
package import Torch

/// The operand of an elementwise rule on a device: one tensor per parameter, or one number for all
/// elements.
///
/// Numbers are rounded to float32 as in the loops over memory, so results agree to the last bits.
/// Multiplying by 1 and adding 0 are omitted, which can change only the sign of a zero. A failed
/// operation stores its error in ``ForeachFailure`` and returns a value of the right kind; the
/// caller of the rule checks for the error at the end.
package enum ForeachLanes {
  /// One number for all elements.
  case number(Float)
  /// One tensor per parameter.
  case tensors(TensorList, ForeachFailure)
}

extension ForeachLanes: Lanes {
  /// Creates a number, rounded to float32.
  package init(repeating value: Double) { self = .number(Float(value)) }

  /// Elementwise.
  package static func + (left: ForeachLanes, right: ForeachLanes) -> ForeachLanes {
    switch (left, right) {
    case (.number(let left), .number(let right)): .number(left + right)
    case (.number(0), .tensors): right
    case (.tensors, .number(0)): left
    case (.number(let number), .tensors(let list, let failure)),
      (.tensors(let list, let failure), .number(let number)):
      failure.keep(list) { () throws(TorchError) in try list + Double(number) }
    case (.tensors(let left, let failure), .tensors(let right, _)):
      failure.keep(left) { () throws(TorchError) in try left + right }
    }
  }

  /// Elementwise.
  package static func - (left: ForeachLanes, right: ForeachLanes) -> ForeachLanes {
    switch (left, right) {
    case (.number(let left), .number(let right)): .number(left - right)
    case (.tensors, .number(0)): left
    case (.number(let number), .tensors(let list, let failure)):
      failure.keep(list) { () throws(TorchError) in try Double(number) - list }
    case (.tensors(let list, let failure), .number(let number)):
      failure.keep(list) { () throws(TorchError) in try list + -Double(number) }
    case (.tensors(let left, let failure), .tensors(let right, _)):
      failure.keep(left) { () throws(TorchError) in try left - right }
    }
  }

  /// Elementwise.
  package static func * (left: ForeachLanes, right: ForeachLanes) -> ForeachLanes {
    switch (left, right) {
    case (.number(let left), .number(let right)): .number(left * right)
    case (.number(1), .tensors): right
    case (.tensors, .number(1)): left
    case (.number(let number), .tensors(let list, let failure)),
      (.tensors(let list, let failure), .number(let number)):
      failure.keep(list) { () throws(TorchError) in try list * Double(number) }
    case (.tensors(let left, let failure), .tensors(let right, _)):
      failure.keep(left) { () throws(TorchError) in try left * right }
    }
  }

  /// Elementwise.
  package static func / (left: ForeachLanes, right: ForeachLanes) -> ForeachLanes {
    switch (left, right) {
    case (.number(let left), .number(let right)): .number(left / right)
    case (.tensors, .number(1)): left
    case (.number(let number), .tensors(let list, let failure)):
      failure.keep(list) { () throws(TorchError) in try Double(number) / list }
    case (.tensors(let list, let failure), .number(let number)):
      failure.keep(list) { () throws(TorchError) in try list / Double(number) }
    case (.tensors(let left, let failure), .tensors(let right, _)):
      failure.keep(left) { () throws(TorchError) in try left / right }
    }
  }

  /// √x.
  package func squareRoot() -> ForeachLanes {
    switch self {
    case .number(let number): .number(number.squareRoot())
    case .tensors(let list, let failure):
      failure.keep(list) { () throws(TorchError) in try list.squareRoot() }
    }
  }

  /// |x|.
  package var magnitude: ForeachLanes {
    switch self {
    case .number(let number): .number(number.magnitude)
    case .tensors(let list, let failure):
      failure.keep(list) { () throws(TorchError) in try list.magnitude() }
    }
  }

  /// −1, 0 or 1; 0 for NaN.
  package func signum() -> ForeachLanes {
    switch self {
    case .number(let number): .number(number.signum())
    case .tensors(let list, let failure):
      failure.keep(list) { () throws(TorchError) in try list.sign() }
    }
  }
}
