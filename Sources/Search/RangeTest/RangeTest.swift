/// A learning-rate range test by name: the rate rises at each step, and a rule reads a rate off the
/// curve of the training losses.
///
/// Ramp, smoothing, end and rule are those of a package with its own defaults, and give the same
/// step. The package trains on after a loss that is not a number, with losses that are none either;
/// here the ramp ends there. The run's schedule and length do not enter.
///
/// Sources: fastai 2.8.12, `Learner.lr_find`; Lightning 2.6.6, `Tuner.lr_find`; torch-lr-finder 0.2.2,
/// `LRFinder.range_test` and `plot`; Smith, *Cyclical Learning Rates for Training Neural Networks*,
/// 2017, section 3.3 (<https://arxiv.org/abs/1506.01186>).
package enum RangeTest: String, CaseIterable, Sendable {
  /// fastai's `steep`: the steepest fall of the loss over the logarithm of the rate.
  case steepest
  /// fastai's `valley`, its default: two thirds (in whole numbers, 1/3 + 1/6) along the longest fall.
  case valley
  /// fastai's `slide`: an interval of 15 steps slides down from the highest rates until the slopes at
  /// its ends differ by at most 0.005.
  case slide
  /// fastai's `minimum`: a tenth of the rate with the lowest loss.
  case minimumTenth = "minimum/10"
  /// Lightning's suggestion: the steepest fall of the loss over the rate itself.
  case lightning
  /// Smith's test: the rate rises linearly, and the rule is torch-lr-finder's.
  ///
  /// Smith chooses by eye: from where the loss begins to fall to where it becomes ragged or rises.
  /// ``RangeCurve/fall(around:)`` gives these two, as the interval. He also chooses the range of the
  /// ramp; here it ends at 20 times the optimizer's typical rate, which for SGD with momentum is the 1
  /// of torch-lr-finder's example, and begins at a hundredth of the end.
  case smith
  /// torch-lr-finder's suggestion: the steepest fall of the loss from step to step.
  case torchLRFinder = "torch-lr-finder"

  /// The package whose ramp, smoothing and rule it has.
  package var origin: RangePackage {
    switch self {
    case .steepest, .valley, .slide, .minimumTenth: .fastai
    case .lightning: .lightning
    case .smith, .torchLRFinder: .torchLRFinder
    }
  }

  /// The tests that read the same curve, this one among them.
  package var siblings: [RangeTest] {
    origin == .fastai ? Self.allCases.filter { $0.origin == .fastai } : [self]
  }

  /// The rates of its steps.
  ///
  /// - Parameter typicalRate: that of the optimizer.
  package func ramp(typicalRate: Double) -> RangeRamp {
    guard self == .smith else { return origin.ramp }
    let end = 20 * typicalRate
    return RangeRamp(.linear, from: end / 100, to: end, steps: 100, .untilEnd)
  }

  /// The fewest losses, of those that the rule looks at, from which it can suggest a rate.
  package var fewestLosses: Int {
    switch self {
    case .valley, .minimumTenth: 1
    case .steepest, .lightning, .smith, .torchLRFinder: 2
    case .slide: 16
    }
  }

  /// What a sentence calls it.
  package var title: String {
    switch self {
    case .steepest, .valley, .slide, .minimumTenth: "fastai's \(rawValue)"
    case .lightning: "Lightning's range test"
    case .smith: "Smith's range test"
    case .torchLRFinder: "torch-lr-finder's range test"
    }
  }
}
