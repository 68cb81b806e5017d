internal import Optimizers
internal import Torch

// Comparisons. The engine's maximum of two lists keeps any NaN and the rules' maximum does not, so
// lists are compared and selected tensor by tensor.
extension ForeachLanes {
  /// `yes` where `left > right`, and `no` elsewhere.
  package static func choose(
    _ yes: ForeachLanes, _ no: ForeachLanes, where left: ForeachLanes, exceeds right: ForeachLanes
  ) -> ForeachLanes {
    switch (left, right) {
    case (.number(let left), .number(let right)): left > right ? yes : no
    case (.tensors(let list, let failure), _), (_, .tensors(let list, let failure)):
      failure.keep(list) { () throws(TorchError) in
        try .choose(yes.operand, no.operand, where: left.operand, exceeds: right.operand)
      }
    }
  }

  /// The larger of two; `right` where either is NaN.
  package static func pointwiseMax(_ left: ForeachLanes, _ right: ForeachLanes) -> ForeachLanes {
    guard case (.number(let number), .tensors(let list, let failure)) = (left, right) else {
      return .choose(left, right, where: left, exceeds: right)
    }
    return failure.keep(list) { () throws(TorchError) in try list.atLeast(Double(number)) }
  }

  /// The smaller of two; `left` where either is NaN.
  package static func pointwiseMin(_ left: ForeachLanes, _ right: ForeachLanes) -> ForeachLanes {
    guard case (.tensors(let list, let failure), .number(let number)) = (left, right) else {
      return .choose(right, left, where: left, exceeds: right)
    }
    return failure.keep(list) { () throws(TorchError) in try list.atMost(Double(number)) }
  }

  private var operand: TensorList.Operand {
    switch self {
    case .number(let number): .number(Double(number))
    case .tensors(let list, _): .list(list)
    }
  }
}
