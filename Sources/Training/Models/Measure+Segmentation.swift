public import Torch

extension Measure {
  /// The mean intersection over union of the classes of pixels, in 0 … 1.
  ///
  /// ```
  /// IoU(k)   = |predicted as k and k| / |predicted as k or k|
  /// mean IoU = the mean over the classes that are predicted or there
  /// ```
  ///
  /// over all pixels of the data set, as the benchmarks of segmentation have it; it is NaN if there is no
  /// pixel.
  ///
  /// Source: Everingham et al., *The Pascal Visual Object Classes Challenge*, 2010, section 4.3.
  ///
  /// - Parameters:
  ///   - predictions: the predicted class of each pixel, int64.
  ///   - targets: the true classes, of the same shape, each in `0 ..< classes`.
  /// - Throws: `TorchError` when the elements cannot be read.
  /// - Precondition: as many predictions as targets; classes in the range.
  public static func meanIoU(
    predictions: Tensor, targets: Tensor, classes: Int
  ) throws -> Measure {
    let (found, expected) = (
      try predictions.scalars(as: Int64.self), try targets.scalars(as: Int64.self)
    )
    precondition(
      found.count == expected.count, "\(found.count) predictions for \(expected.count) pixels")
    var sums = [Double](repeating: 0, count: 2 * classes)
    for (found, expected) in zip(found, expected) {
      sums[classes + Int(found)] += 1
      if found == expected { sums[Int(found)] += 1 } else { sums[classes + Int(expected)] += 1 }
    }
    return Measure(sums) { sums in
      let count = sums.count / 2
      let present = (0..<count).filter { sums[count + $0] > 0 }
      return present.reduce(0) { $0 + sums[$1] / sums[count + $1] } / Double(present.count)
    }
  }
}
