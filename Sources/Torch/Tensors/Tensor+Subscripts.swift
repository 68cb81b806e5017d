/// One dimension of a subscript of a tensor: a place, a range of places, or `.all`.
///
/// ```swift
/// try images[0]                   // the first image
/// try images[.all, 1..<3]         // two channels of every image
/// try images[.rest, -1]           // the last column
/// try weights[.all, .new]         // a dimension of length 1
/// ```
public protocol TensorIndex {
  /// What is taken.
  var tensorPlaces: TensorPlaces { get }
}

/// What a subscript takes along one dimension.
public struct TensorPlaces: TensorIndex {
  enum Kind {
    case one(Int)
    case range(Int, Int?, step: Int)
    case new
    case rest
    case chosen(Tensor)
  }
  let kind: Kind

  /// Itself.
  public var tensorPlaces: TensorPlaces { self }
}

extension TensorIndex where Self == TensorPlaces {
  /// All places of the dimension.
  public static var all: TensorPlaces { TensorPlaces(kind: .range(0, nil, step: 1)) }
  /// A new dimension of length 1.
  public static var new: TensorPlaces { TensorPlaces(kind: .new) }
  /// All places of as many dimensions as the subscript does not speak of.
  public static var rest: TensorPlaces { TensorPlaces(kind: .rest) }
  /// Every `step`th of the places in `range`.
  ///
  /// - Precondition: a positive step.
  public static func every(_ step: Int, in range: Range<Int>? = nil) -> TensorPlaces {
    precondition(step > 0, "step must be positive; received \(step)")
    return TensorPlaces(kind: .range(range?.lowerBound ?? 0, range?.upperBound, step: step))
  }
}

extension Int: TensorIndex {
  /// One place, whose dimension disappears; a negative one counts from the end.
  public var tensorPlaces: TensorPlaces { TensorPlaces(kind: .one(self)) }
}
extension Range: TensorIndex where Bound == Int {
  /// These places.
  public var tensorPlaces: TensorPlaces {
    TensorPlaces(kind: .range(lowerBound, upperBound, step: 1))
  }
}
extension ClosedRange: TensorIndex where Bound == Int {
  /// These places.
  public var tensorPlaces: TensorPlaces {
    TensorPlaces(kind: .range(lowerBound, upperBound + 1, step: 1))
  }
}
extension PartialRangeFrom: TensorIndex where Bound == Int {
  /// From this place on; a negative one counts from the end.
  public var tensorPlaces: TensorPlaces { TensorPlaces(kind: .range(lowerBound, nil, step: 1)) }
}
extension PartialRangeUpTo: TensorIndex where Bound == Int {
  /// Up to this place, without it; a negative one counts from the end.
  public var tensorPlaces: TensorPlaces { TensorPlaces(kind: .range(0, upperBound, step: 1)) }
}
extension Tensor: TensorIndex {
  /// The places in this int64 tensor of one dimension, in their order, or those where it is true.
  public var tensorPlaces: TensorPlaces { TensorPlaces(kind: .chosen(self)) }
}

extension Tensor {
  /// The part that `indices` say, dimension by dimension; what they do not speak of is all there.
  ///
  /// It shares this tensor's memory unless a tensor chooses the places.
  ///
  /// - Throws: `TorchError` for a place or a range that the dimension does not have.
  public subscript(indices: any TensorIndex...) -> Tensor {
    get throws(TorchError) {
      var (result, dimension) = (self, 0)
      let taken = indices.count { index in
        switch index.tensorPlaces.kind {
        case .new, .rest: false
        case .one, .range, .chosen: true
        }
      }
      for index in indices {
        switch index.tensorPlaces.kind {
        case .one(let place):
          result = try result.calling("select", .integer(dimension), .integer(place))
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
        case .chosen(let places):
          let numbers =
            places.scalarType == .bool ? try places.nonzero().flattened() : places
          result = try result.selecting(numbers, along: dimension)
          dimension += 1
        }
      }
      return result
    }
  }

  /// libtorch cuts ranges off silently; here one that is not there is an error.
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
