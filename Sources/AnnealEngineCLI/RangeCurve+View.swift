internal import AnnealCLI
internal import Charts
internal import Search

extension RangeCurve {
  /// The losses over the rate, with a line at the requested suggestion and a point at each other.
  func chart(
    _ requested: RangeSuggestion, among all: [RangeSuggestion], title: String
  ) -> Chart {
    let rates = smoothed.indices.map(ramp.rate)
    func points(_ losses: [Double]) -> [Series.Point] {
      zip(rates, losses).filter(\.1.isFinite).map { Series.Point(x: $0, y: $1) }
    }
    let interval: [Mark] =
      requested.isIntervalRead ? [.band(x: requested.interval, label: "the loss falls")] : []
    let others = all.filter { $0 != requested }.map { other in
      Mark.point(
        x: other.rate, y: smoothedLoss(near: other.rate),
        label: "\(other.test.rawValue) \(compact(other.rate))")
    }
    let label = "\(requested.test.rawValue) \(compact(requested.peak))"
    return Chart(
      title: "Range test", subtitle: title, x: Axis("learning rate", scale: .log),
      panels: [
        Panel(
          y: Axis("training loss", range: shownLosses),
          series: [
            Series("loss of the batch", points: points(losses), style: .faint),
            Series("smoothed as in the package", points: points(smoothed), style: .strong),
          ],
          marks: interval + others + [.vertical(x: requested.rate, label: label)])
      ])
  }

  /// The smoothed loss at the step whose rate is nearest.
  private func smoothedLoss(near rate: Double) -> Double {
    let steps = smoothed.indices.filter { smoothed[$0].isFinite }
    func ratio(_ step: Int) -> Double {
      max(ramp.rate(at: step) / rate, rate / ramp.rate(at: step))
    }
    return steps.min { ratio($0) < ratio($1) }.map { smoothed[$0] } ?? .nan
  }

  /// The losses that are shown: up to the highest smoothed one without those of the end, since beside
  /// the losses of a training that breaks down all others are one line.
  private var shownLosses: ClosedRange<Double>? {
    let kept = smoothed.dropLast(origin.skippedAtEnd).filter(\.isFinite)
    guard let low = (kept + losses.filter(\.isFinite)).min(), let high = kept.max(), low < high
    else { return nil }
    let margin = 0.05 * (high - low)
    return (low - margin)...(high + margin)
  }
}

extension RangeTest {
  /// The suggestions from the same curve, with what was measured for such ones.
  func table(of suggestions: [RangeSuggestion]) -> Table {
    return Table(
      columns: ["by", "rate", "median regret", "90th percentile"],
      rows: siblings.map { test in
        let rate = suggestions.first { $0.test == test }.map { compact($0.rate) }
        let regret = ExpectedRegret.of(test)
        return [
          test.rawValue, rate ?? "none", regret.medianText, regret.ninetiethText,
        ]
      })
  }
}

extension RangeSuggestion {
  /// How good such suggestions were, as a part of a sentence.
  var evidence: String {
    let fall =
      isIntervalRead
      ? "the loss fell from \(compact(interval.lowerBound)) to \(compact(interval.upperBound)); "
      : ""
    let regret = ExpectedRegret.of(test)
    return fall
      + "such a suggestion was measured to end within \(regret.medianText) of the best loss in half "
      + "of the cases, and within \(regret.ninetiethText) in nine of ten"
  }
}
