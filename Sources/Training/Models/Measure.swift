internal import Foundation
public import Torch

/// A measure of a model besides its loss, as sums that are added over batches.
///
/// A measure consists of sums over examples and a function of them, which is applied at the end:
/// accuracy is hits divided by examples, perplexity the exponential of a mean, F1 and R² are
/// quotients of sums. Micro-batches, batches and processes therefore give the same result as the
/// whole data set, which means of means would not.
public struct Measure: Sendable {
  /// The sums.
  public let sums: [Double]
  private let result: @Sendable (_ sums: [Double]) -> Double

  /// Creates a measure that is `result` of these sums.
  public init(_ sums: [Double], result: @escaping @Sendable (_ sums: [Double]) -> Double) {
    (self.sums, self.result) = (sums, result)
  }

  /// The function of the sums.
  public var value: Double { result(sums) }

  /// The measure over the examples of both.
  ///
  /// - Precondition: both have the same number of sums.
  public static func + (left: Measure, right: Measure) -> Measure {
    precondition(
      left.sums.count == right.sums.count,
      "measures of \(left.sums.count) and "
        + "\(right.sums.count) sums are not of one kind")
    return Measure(zip(left.sums, right.sums).map(+), result: left.result)
  }
}

extension Measure {
  /// A mean: `total` divided by `count`.
  public static func mean(_ total: Double, over count: Double) -> Measure {
    Measure([total, count]) { $0[0] / $0[1] }
  }

  /// The mean of a tensor's elements, such as hits of 0 and 1.
  ///
  /// - Throws: `TorchError` when the tensor cannot be summed.
  public static func mean(of elements: Tensor) throws -> Measure {
    .mean(try elements.sum().item(), over: Double(elements.shape.reduce(1, *)))
  }

  /// exp of the mean loss in nats; `weight` is the number of characters or tokens that the loss is
  /// averaged over.
  public static func perplexity(loss: Double, over weight: Double) -> Measure {
    Measure([loss * weight, weight]) { exp($0[0] / $0[1]) }
  }

  /// The mean loss in bits for each character; `loss` is the mean in nats over `weight` tokens, which
  /// write `characters` characters.
  ///
  /// It does not depend on what a token is, unlike perplexity.
  public static func bitsPerCharacter(
    loss: Double, over weight: Double, characters: Double
  ) -> Measure {
    Measure([loss * weight, characters]) { $0[0] / $0[1] / log(2) }
  }

  /// F1 = 2·TP / (2·TP + FP + FN), the harmonic mean of precision and recall; 0 if all three are 0.
  public static func f1(
    truePositives: Double, falsePositives: Double, falseNegatives: Double
  ) -> Measure {
    Measure([truePositives, falsePositives, falseNegatives]) {
      let all = 2 * $0[0] + $0[1] + $0[2]
      return all == 0 ? 0 : 2 * $0[0] / all
    }
  }

  /// R² = 1 − Σ(y − ŷ)² / Σ(y − ȳ)²: the fraction of the targets' variance that is explained.
  ///
  /// - Precondition: one prediction per target.
  public static func rSquared(targets: [Double], predictions: [Double]) -> Measure {
    precondition(targets.count == predictions.count, "there must be a prediction for each target")
    let errors = zip(targets, predictions).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    let squares = targets.reduce(0) { $0 + $1 * $1 }
    return Measure([errors, targets.reduce(0, +), squares, Double(targets.count)]) {
      1 - $0[0] / ($0[2] - $0[1] * $0[1] / $0[3])
    }
  }
}
