internal import Optimizers
package import Torch

/// What an elementwise rule computes with on a device: one tensor for each parameter, or a number
/// that is the same for all elements.
///
/// Numbers are rounded to float32 as in the loops over memory, so that a rule gives what it gives
/// there to the last bits. What multiplies by 1 or adds 0 is left out, at which only the sign of a
/// zero can differ. An operation that fails leaves its error in ``ForeachFailure`` and answers
/// something of the right kind; whoever runs the rule asks for the error at its end.
package enum ForeachLanes {
  /// The same number in every element.
  case number(Float)
  /// A tensor for each parameter.
  case tensors(TensorList, ForeachFailure)
}

extension ForeachLanes: Lanes {
  /// The number, rounded to float32.
  package init(repeating value: Double) { self = .number(Float(value)) }

  /// Element by element.
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

  /// Element by element.
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

  /// Element by element.
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

  /// Element by element.
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
