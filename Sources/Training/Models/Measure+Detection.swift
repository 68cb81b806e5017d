extension Measure {
  /// The number of steps of a score, within which objects are equally sure.
  private static let scoreSteps = 1000

  /// The mean average precision of found objects at an intersection over union of `overlap`, in 0 … 1.
  ///
  /// For each class, the found objects are taken from the surest to the least sure. One is right if an
  /// object of its class in its picture overlaps it by at least `overlap` and belongs to none that was
  /// surer; the one that it overlaps most counts. Average precision is the area under the precision as a
  /// function of the recall, with each precision the largest one at that recall or beyond. The mean is over
  /// the classes that are there; it is NaN if there is none.
  ///
  /// Scores are compared in thousandths, so that the sums of batches can be added.
  ///
  /// Source: Everingham et al., *The Pascal Visual Object Classes Challenge*, 2010, section 4.2, with the
  /// area under all points, as from 2010 on.
  ///
  /// - Parameters:
  ///   - found: for each picture what was found.
  ///   - expected: for each picture what is there.
  /// - Precondition: as many pictures in both; labels in `0 ..< classes`, scores in 0 … 1.
  public static func meanAveragePrecision(
    found: [[BoxedObject]], expected: [[BoxedObject]], classes: Int, overlap: Float = 0.5
  ) -> Measure {
    precondition(
      found.count == expected.count, "\(found.count) pictures searched of \(expected.count)")
    // For each class the number of objects, then the right and the wrong ones of each score.
    let width = 1 + 2 * (scoreSteps + 1)
    var sums = [Double](repeating: 0, count: classes * width)
    for (found, expected) in zip(found, expected) {
      for object in expected { sums[object.label * width] += 1 }
      var free = expected
      for object in found.sorted(by: { $0.score > $1.score }) {
        let places = free.indices.filter {
          free[$0].label == object.label && free[$0].box.iou(with: object.box) >= overlap
        }
        let best = places.max {
          free[$0].box.iou(with: object.box) < free[$1].box.iou(with: object.box)
        }
        if let best { free.remove(at: best) }
        let step = Int((object.score * Float(scoreSteps)).rounded())
        sums[object.label * width + 1 + 2 * step + (best == nil ? 1 : 0)] += 1
      }
    }
    return Measure(sums) { sums in
      let parts = (0..<classes).map { sums[$0 * width..<($0 + 1) * width] }
      let present = parts.filter { $0.first ?? 0 > 0 }
      return present.reduce(0) { $0 + averagePrecision(Array($1)) } / Double(present.count)
    }
  }

  /// The average precision of a class from the number of its objects, and the right and the wrong ones of
  /// each score.
  private static func averagePrecision(_ sums: [Double]) -> Double {
    var points: [(recall: Double, precision: Double)] = []
    var (right, wrong) = (0.0, 0.0)
    for step in (0...scoreSteps).reversed() where sums[1 + 2 * step] + sums[2 + 2 * step] > 0 {
      right += sums[1 + 2 * step]
      wrong += sums[2 + 2 * step]
      points.append((right / sums[0], right / (right + wrong)))
    }
    var (area, best) = (0.0, 0.0)
    for (place, point) in points.enumerated().reversed() {
      best = max(best, point.precision)
      area += best * (point.recall - (place > 0 ? points[place - 1].recall : 0))
    }
    return area
  }
}
