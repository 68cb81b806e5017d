/// A rectangle with sides along the axes, in pixels.
public struct Box: Hashable, Sendable {
  /// The edges; the right and the bottom one are beyond the last pixel.
  public let left, top, right, bottom: Float

  /// A box with these edges.
  public init(left: Float, top: Float, right: Float, bottom: Float) {
    (self.left, self.top, self.right, self.bottom) = (left, top, right, bottom)
  }

  /// Width times height; 0 for a box whose edges are the wrong way around.
  public var area: Float { max(0, right - left) * max(0, bottom - top) }

  /// The intersection over union of both, in 0 … 1; 0 if both are empty.
  public func iou(with other: Box) -> Float {
    let common = Box(
      left: max(left, other.left), top: max(top, other.top), right: min(right, other.right),
      bottom: min(bottom, other.bottom)
    ).area
    let union = area + other.area - common
    return union > 0 ? common / union : 0
  }
}

/// An object in a picture: what it is, and where.
public struct BoxedObject: Hashable, Sendable {
  /// Its class.
  public let label: Int
  /// Where it is.
  public let box: Box
  /// How sure a detector is of it, in 0 … 1; 1 for what is there.
  public let score: Float

  /// An object of a class in a box.
  public init(label: Int, box: Box, score: Float = 1) {
    (self.label, self.box, self.score) = (label, box, score)
  }
}

extension [BoxedObject] {
  /// The objects without those that overlap one of the same class and a higher score by more than
  /// `limit`, the highest score first.
  ///
  /// Source: greedy non-maximum suppression, as in Felzenszwalb et al., *Object Detection with
  /// Discriminatively Trained Part Based Models*, 2010.
  public func suppressed(above limit: Float = 0.5) -> [BoxedObject] {
    var kept: [BoxedObject] = []
    for object in sorted(by: { $0.score > $1.score }) {
      let isNew = kept.allSatisfy {
        $0.label != object.label || $0.box.iou(with: object.box) <= limit
      }
      if isNew { kept.append(object) }
    }
    return kept
  }
}
