/// The index of one dimension in a tensor's subscript: an integer, a range, or `.all`.
///
/// ```swift
/// try images[0]                   // the first image
/// try images[.all, 1..<3]         // two channels of every image
/// try images[.rest, -1]           // the last column
/// try weights[.all, .new]         // a dimension of length 1
/// ```
public protocol TensorIndexConvertible {
  /// The selected positions.
  var tensorIndex: TensorIndex { get }
}

/// The positions that a subscript selects along one dimension.
public struct TensorIndex: TensorIndexConvertible {
  enum Kind {
    case one(Int)
    case range(Int, Int?, step: Int)
    case new
    case rest
    case chosen(Tensor)
  }
  let kind: Kind

  /// This value.
  public var tensorIndex: TensorIndex { self }
}

extension TensorIndexConvertible where Self == TensorIndex {
  /// All positions of the dimension.
  public static var all: TensorIndex { TensorIndex(kind: .range(0, nil, step: 1)) }
  /// A new dimension of length 1.
  public static var new: TensorIndex { TensorIndex(kind: .new) }
  /// All positions of all dimensions that the subscript does not mention.
  public static var rest: TensorIndex { TensorIndex(kind: .rest) }
  /// Every `step`th position in `range`; the whole dimension by default.
  ///
  /// - Precondition: a positive step.
  public static func every(_ step: Int, in range: Range<Int>? = nil) -> TensorIndex {
    precondition(step > 0, "step must be positive; received \(step)")
    return TensorIndex(kind: .range(range?.lowerBound ?? 0, range?.upperBound, step: step))
  }
}

extension Int: TensorIndexConvertible {
  /// One position, whose dimension is removed; negative ones count from the end.
  public var tensorIndex: TensorIndex { TensorIndex(kind: .one(self)) }
}
extension Range: TensorIndexConvertible where Bound == Int {
  /// These positions.
  public var tensorIndex: TensorIndex {
    TensorIndex(kind: .range(lowerBound, upperBound, step: 1))
  }
}
extension ClosedRange: TensorIndexConvertible where Bound == Int {
  /// These positions.
  public var tensorIndex: TensorIndex {
    TensorIndex(kind: .range(lowerBound, upperBound + 1, step: 1))
  }
}
extension PartialRangeFrom: TensorIndexConvertible where Bound == Int {
  /// All positions from this one on; negative ones count from the end.
  public var tensorIndex: TensorIndex { TensorIndex(kind: .range(lowerBound, nil, step: 1)) }
}
extension PartialRangeUpTo: TensorIndexConvertible where Bound == Int {
  /// All positions before this one; negative ones count from the end.
  public var tensorIndex: TensorIndex { TensorIndex(kind: .range(0, upperBound, step: 1)) }
}
extension Tensor: TensorIndexConvertible {
  /// The positions listed in this one-dimensional int64 tensor, in that order; for a Boolean
  /// tensor, those where it is true.
  public var tensorIndex: TensorIndex { TensorIndex(kind: .chosen(self)) }
}

extension Tensor {
  /// The part that `indices` select, dimension by dimension; dimensions without an index are kept
  /// whole.
  ///
  /// The result shares this tensor's memory unless a tensor is an index.
  ///
  /// - Throws: `TorchError` for a position or a range outside the dimension.
  public subscript(indices: any TensorIndexConvertible...) -> Tensor {
    get throws(TorchError) {
      var (result, dimension) = (self, 0)
      let taken = indices.count { index in
        switch index.tensorIndex.kind {
        case .new, .rest: false
        case .one, .range, .chosen: true
        }
      }
      for index in indices {
        switch index.tensorIndex.kind {
        case .one(let index):
          result = try result.calling("select", .integer(dimension), .integer(index))
        case .range(let start, let end, let step):
          try result.check(start, end, dimension)
          result = try result.calling(
            "slice", .integer(dimension), .integer(start), end.map { .integer($0) } ?? .none,
            .integer(step))
          dimension += 1
        case .new:
          result = try result.unsqueezed(at: dimension)
          dimension += 1
        case .rest: dimension += Swift.max(rank - taken, 0)
        case .chosen(let indices):
          let numbers =
            indices.scalarType == .bool ? try indices.nonzero().flattened() : indices
          result = try result.selecting(numbers, along: dimension)
          dimension += 1
        }
      }
      return result
    }
  }

  /// libtorch truncates ranges silently; here a range outside the dimension is an error.
  private func check(_ start: Int, _ end: Int?, _ dimension: Int) throws(TorchError) {
    guard rank > dimension else { return }
    let length = shape[dimension]
    let bounds = -length...length
    guard bounds.contains(start), bounds.contains(end ?? length) else {
      throw TorchError(
        operation: "subscript",
        message: "the range must lie in 0 ..< \(length) of dimension \(dimension) of \(shape); "
          + "received \(start) ..< \(end ?? length)")
    }
  }
}
