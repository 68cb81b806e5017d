internal import Foundation

/// A search for a learning rate among typical · 3ᵏ: tries the neighbours of the best rate so far.
struct GeometricRateSearch {
  private let typical: Double
  private var losses: [(power: Int, loss: Double)] = []

  init(typical: Double) { self.typical = typical }

  /// The next rate to try; nil if both neighbours of the best rate are worse.
  var next: Double? { power.map(rate) }

  /// Records the final loss at the rate ``next``; NaN if the training diverged.
  mutating func record(_ loss: Double) {
    guard let power else { preconditionFailure("there is no rate to try") }
    losses.append((power, loss.isFinite ? loss : .infinity))
  }

  /// The best rate so far; initially the typical one.
  var best: Double { rate(bestPower ?? 0) }

  /// The rates in the order in which they were tried, with their losses.
  var tried: [ComparisonRanking.Trial] {
    losses.map {
      ComparisonRanking.Trial(rate: rate($0.power), loss: $0.loss.isFinite ? $0.loss : nil)
    }
  }

  private var power: Int? {
    guard let bestPower else { return 0 }
    // If every training diverged so far, only a lower rate can help.
    let isHopeless = losses.allSatisfy { !$0.loss.isFinite }
    if isHopeless { return (losses.map(\.power).min() ?? 0) - 1 }
    return [bestPower + 1, bestPower - 1].first { one in !losses.contains { $0.power == one } }
  }

  private var bestPower: Int? { losses.min { $0.loss < $1.loss }?.power }

  private func rate(_ power: Int) -> Double {
    var rate = typical
    for _ in 0..<power.magnitude { rate = power > 0 ? rate * 3 : rate / 3 }
    // Twelve digits, so that 0.003 · 3 prints as 0.009.
    let digits = pow(10, 12 - log10(rate).rounded(.up))
    return (rate * digits).rounded() / digits
  }
}
