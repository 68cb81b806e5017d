package import LearningRate
internal import RealModule

/// How the best peak rate depends on the shape of the schedule.
///
/// For the rates γ·s₁ … γ·s_T, the bound on the loss of the last iterate of subgradient descent is
/// lowest at γ ∝ √(T₁/T₂), with
///
/// ```
/// T₁ = 1 / (2·Σ s)
/// T₂ = Σ s² / (2·Σ s) + ½·Σ_{k<T} (s_k / Σ_{t>k} s_t) · (Σ_{t≥k} s_t² / Σ_{t≥k} s_t)
/// ```
///
/// The unknown factor cancels in the ratio of two schedules. The ratio was measured to hold for
/// schedules that end at zero; for one that ends above, the best rate is up to 1.9 times further
/// away.
///
/// Source: Schaipp et al., *The Surprising Agreement Between Convex Optimization Theory and
/// Learning-Rate Scheduling for Large Model Training*, 2025, theorem 10
/// (<https://arxiv.org/abs/2501.18965>).
package enum ScheduleTransfer {
  /// The most points at which a schedule is sampled.
  private static let limit = 2000

  /// √(T₁/T₂) for the values of a schedule.
  ///
  /// Values at the end with a sum of at most a ten-thousandth of all do not count: they change nothing,
  /// but would make up most of T₂.
  ///
  /// - Precondition: no value is negative, and one is positive.
  package static func bestRate(of values: [Double]) -> Double {
    let least = 1e-4 * values.reduce(0, +)
    precondition(least > 0, "a schedule must have a positive value")
    var (end, tail) = (values.count, 0.0)
    while end > 1, tail + values[end - 1] <= least {
      tail += values[end - 1]
      end -= 1
    }
    let shape = values[..<end]
    // From the end: the sums over t ≥ k, and over t > k.
    var (sum, squares, series) = (0.0, 0.0, 0.0)
    for value in shape.reversed() {
      let after = sum
      sum += value
      squares += value * value
      if after > 0 { series += value / after * (squares / sum) }
    }
    return ((1 / (2 * sum)) / (squares / (2 * sum) + series / 2)).squareRoot()
  }

  /// The factor from the best peak under a warm-up of 5 % and a cosine to 0, to that under `curve`
  /// over as many steps.
  package static func factor(of curve: Curve, steps: Int) -> Double {
    let count = min(steps, limit)
    func samples(_ value: (Int) -> Double) -> [Double] {
      (0..<count).map { max(0, value($0 * steps / count)) }
    }
    let values = samples { curve.value(at: $0) }
    guard let peak = values.max(), peak > 0,
      let reference = try? Schedule.cosine(from: 1, to: 0).warmup(.percent(5))
        .resolved(steps: steps, stepsPerEpoch: nil)
    else { return 1 }
    return bestRate(of: values.map { $0 / peak })
      / bestRate(of: samples { reference.value(at: $0) })
  }
}
