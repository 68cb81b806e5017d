internal import Foundation

/// A search for a learning rate among typical · 3ᵏ: tries the neighbours of the best rate so far.
struct TuningLadder {
  private let typical: Double
  private var losses: [(rung: Int, loss: Double)] = []

  init(typical: Double) { self.typical = typical }

  /// The next rate to try; nil if both neighbours of the best rate are worse.
  var next: Double? { rung.map(rate) }

  /// Records the final loss at the rate ``next``; NaN if the training diverged.
  mutating func record(_ loss: Double) {
    guard let rung else { preconditionFailure("there is no rate to try") }
    losses.append((rung, loss.isFinite ? loss : .infinity))
  }

  /// The best rate so far; initially the typical one.
  var best: Double { rate(bestRung ?? 0) }

  /// The rates in the order in which they were tried, with their losses.
  var tried: [OptimizerRanking.Try] {
    losses.map { OptimizerRanking.Try(rate: rate($0.rung), loss: $0.loss.isFinite ? $0.loss : nil) }
  }

  private var rung: Int? {
    guard let bestRung else { return 0 }
    // If every training diverged so far, only a lower rate can help.
    let isHopeless = losses.allSatisfy { !$0.loss.isFinite }
    if isHopeless { return (losses.map(\.rung).min() ?? 0) - 1 }
    return [bestRung + 1, bestRung - 1].first { one in !losses.contains { $0.rung == one } }
  }

  private var bestRung: Int? { losses.min { $0.loss < $1.loss }?.rung }

  private func rate(_ rung: Int) -> Double {
    var rate = typical
    for _ in 0..<rung.magnitude { rate = rung > 0 ? rate * 3 : rate / 3 }
    // Twelve digits, so that 0.003 · 3 prints as 0.009.
    let digits = pow(10, 12 - log10(rate).rounded(.up))
    return (rate * digits).rounded() / digits
  }
}
