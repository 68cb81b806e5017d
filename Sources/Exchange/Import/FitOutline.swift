internal import RealModule

/// What can be seen of a curve without fitting anything: where to start from.
struct FitOutline {
  let run: Double
  let first, last, peak, low: Double
  /// The first point at the peak, and the step where a straight rise reaches it; 0 without a rise.
  let peakIndex: Int
  let rise: Double
  /// The step of the last point.
  let ending: Double
  /// The step from which on all rates are the same.
  let plateau: Double?
  /// The step up to which the rates from the peak on are the same.
  let levelEnd: Double?
  private let points: FitPoints

  init(_ points: FitPoints) {
    self.points = points
    let (rates, steps) = (points.rates, points.steps.map { Double($0) })
    let near = 1e-6 * points.scale
    run = Double(points.length)
    (first, last) = (rates[0], rates[rates.count - 1])
    let top = rates.max() ?? 0
    (peak, low) = (top, rates.min() ?? 0)
    let index = rates.firstIndex { $0 >= top - near } ?? 0
    peakIndex = index
    let isRising =
      index > 0 && zip(rates[...index], rates[1...index]).allSatisfy { $0 <= $1 + near }
    rise = isRising ? steps[index] : 0
    ending = steps[steps.count - 1]
    let end = rates[rates.count - 1]
    let levelStart = rates.lastIndex { ($0 - end).magnitude > near }.map { $0 + 1 } ?? 0
    plateau = levelStart < rates.count - 1 && levelStart > 0 ? steps[levelStart] : nil
    let levelLast = rates[index...].firstIndex { $0 < top - near } ?? rates.count
    levelEnd = levelLast < rates.count && levelLast > index + 1 ? steps[levelLast - 1] : nil
  }

  /// The factor of a step over the first `share` of the curve after its peak.
  func factor(over share: Double) -> Double {
    let last = peakIndex + max(1, Int(Double(points.rates.count - 1 - peakIndex) * share))
    guard last < points.rates.count, points.rates[peakIndex] > 0 else { return 0.999 }
    let ratio = max(points.rates[last], 1e-12 * peak) / points.rates[peakIndex]
    let time = Double(points.steps[last] - points.steps[peakIndex])
    return Double.pow(max(ratio, 1e-12), 1 / max(time, 1))
  }

  /// The models that come back up.
  var cycles: [FitModel] {
    let interior = peakIndex > 0 && peakIndex < points.rates.count - 1
    var models: [FitModel] = []
    if interior, first > 0 {
      let divisor = peak / first
      let final = max(first / max(last, 1e-9 * peak), 1)
      for (word, phases) in [("cosine", 2), ("linear", 2), ("cosine", 3), ("linear", 3)] {
        let more = (word == "linear" ? ", shape: linear" : "") + (phases == 3 ? ", phases: 3" : "")
        for over in [nil, ending] {
          for finalDivisor in over == nil ? [1e4, final] : [final] {
            let length: [(FitModel.Parameter, Double)] = over.map { [(.length, $0)] } ?? []
            models.append(
              FitModel(
                [(.rate, peak), (.length, rise), (.factor, divisor), (.factor, finalDivisor)]
                  + length, complexity: 4 + phases + length.count
              ) {
                "oneCycle(peak: \($0[0])" + (over == nil ? "" : ", over: \($0[4])")
                  + ", warmup: \($0[1]), divisor: \($0[2]), finalDivisor: \($0[3])\(more))"
              })
          }
        }
      }
      models.append(
        FitModel([(.length, max(rise, 1)), (.rate, peak * (512 * max(rise, 1)).squareRoot())]) {
          "noam(width: 512, warmup: \($0[0]), scale: \($0[1]))"
        })
    }
    return models + restarts
  }

  /// Cosines that start again: the jumps up tell how long they are.
  private var restarts: [FitModel] {
    let rates = points.rates
    let jumps = rates.indices.dropFirst().filter { rates[$0] - rates[$0 - 1] > 0.3 * (peak - low) }
    var models: [FitModel] = []
    if let place = jumps.first {
      let start = Double(points.steps[place])
      let next = jumps.count > 1 ? Double(points.steps[jumps[1]]) - start : start
      let shrink = rates[place] / max(rates[0], 1e-300)
      models.append(
        FitModel(
          [(.rate, peak), (.rate, low), (.length, Double(points.steps[place - 1])), (.factor, 1)]
        ) {
          "polynomialCycles(from: \($0[0]), to: \($0[1]), first: \($0[2]), power: \($0[3]))"
        })
      for growth in Set([(next / start).rounded(), 1]) where growth >= 1 {
        let more = growth == 1 ? "" : ", growth: \(Int(min(growth, 100)))"
        for to in [0, 1] {
          models.append(
            FitModel([(.rate, peak), (.length, start)] + (to == 0 ? [] : [(.rate, low)])) {
              "cosineRestarts(from: \($0[0]), to: \(to == 0 ? "0" : $0[2]), first: \($0[1])\(more))"
            })
        }
        if shrink < 0.99 {
          models.append(
            FitModel([(.rate, peak), (.length, start), (.rate, low), (.factor, shrink)]) {
              "cosineRestarts(from: \($0[0]), to: \($0[2]), first: \($0[1])\(more), shrink: \($0[3]))"
            })
        }
      }
    }
    if peakIndex > 0, rise > 0 {
      models.append(
        FitModel([(.rate, first), (.rate, peak), (.length, rise)], complexity: 3) {
          "triangular(low: \($0[0]), high: \($0[1]), up: \($0[2]))"
        })
      for (word, factor) in [("shrink", 0.5), ("gamma", 0.999)] {
        models.append(
          FitModel([(.rate, first), (.rate, peak), (.length, rise), (.factor, factor)]) {
            "triangular(low: \($0[0]), high: \($0[1]), up: \($0[2]), \(word): \($0[3]))"
          })
      }
    }
    return models
  }
}
