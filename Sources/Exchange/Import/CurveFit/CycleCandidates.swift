internal import RealModule

/// Shapes that rise again, or that contain their own warmup: `oneCycle`, `noam`, restarts and
/// triangles.
struct CycleCandidates {
  private(set) var models: [CurveModel] = []
  private let points: RatePoints
  private let features: CurveFeatures

  init(_ points: RatePoints, _ features: CurveFeatures) {
    (self.points, self.features) = (points, features)
    if features.riseIndex > 0, features.first > 0 { addOneCycles() }
    if features.riseIndex > 0, !points.timeBase.isEpochs {
      let warmup = max(features.rise, 1)
      let scale = features.peak * (512 * warmup).squareRoot()
      add([(.length, warmup), (.rate, scale)]) {
        "noam(width: 512, warmup: \($0[0]), scale: \($0[1]))"
      }
    }
    addRestarts()
    if features.riseIndex > 0 { addTriangles() }
  }

  private mutating func add(
    _ parameters: [(CurveModel.Parameter, Double)], complexity: Int? = nil,
    _ body: @escaping @Sendable ([String]) -> String
  ) {
    models.append(CurveModel(parameters, points.timeBase, complexity: complexity, body))
  }

  private mutating func addOneCycles() {
    let divisor = features.peak / features.first
    let final = max(features.first / max(features.last, 1e-9 * features.peak), 1)
    for (word, phases) in [("cosine", 2), ("linear", 2), ("cosine", 3), ("linear", 3)] {
      let more = (word == "linear" ? ", shape: linear" : "") + (phases == 3 ? ", phases: 3" : "")
      for over in [nil, features.ending] {
        for finalDivisor in over == nil ? [1e4, final] : [final] {
          let length: [(CurveModel.Parameter, Double)] = over.map { [(.length, $0)] } ?? []
          let numbers: [(CurveModel.Parameter, Double)] = [
            (.rate, features.peak), (.length, features.rise), (.factor, divisor),
            (.factor, finalDivisor),
          ]
          // two lines are better written as a line with a warmup
          let extra = word == "linear" ? 1 : 0
          add(numbers + length, complexity: 4 + phases + length.count + extra) {
            "oneCycle(peak: \($0[0])" + (over == nil ? "" : ", over: \($0[4])")
              + ", warmup: \($0[1]), divisor: \($0[2]), finalDivisor: \($0[3])\(more))"
          }
        }
      }
    }
  }

  /// Cosines and polynomials that start again; the jumps up tell how long a cycle is.
  private mutating func addRestarts() {
    let (rates, times) = (points.rates, points.times)
    let (peak, low) = (features.peak, features.low)
    let jumps = rates.indices.dropFirst().filter { rates[$0] - rates[$0 - 1] > 0.2 * (peak - low) }
    guard let jump = jumps.first, rates[jump - 1] < rates[0] else { return }
    let start = RoundNumbers.first(after: times[jump - 1], upTo: times[jump])
    let second = jumps.count > 1 ? times[jumps[1]] - start : start
    let shrink = rates[jump] / max(rates[0], 1e-300)
    let floor = rates[jump - 1]
    add([(.rate, peak), (.rate, low), (.length, times[jump - 1]), (.factor, 1)]) {
      "polynomialCycles(from: \($0[0]), to: \($0[1]), first: \($0[2]), power: \($0[3]))"
    }
    // with one jump the length of the second cycle is not known
    let usual: [Double] = jumps.count > 1 ? [1] : [1, 2]
    for growth in Set(usual + [(second / start).rounded(), (second / start * 10).rounded() / 10])
    where growth >= 1 && growth <= 100 {
      let more =
        growth == 1
        ? "" : ", growth: \(growth == growth.rounded() ? "\(Int(growth))" : "\(growth)")"
      // the last jump gives the length of a cycle more exactly than the first
      let count = Double(jumps.count)
      let last = times[jumps[jumps.count - 1]]
      let sum = growth == 1 ? count : (Double.pow(growth, count) - 1) / (growth - 1)
      for first in Set([start, last / sum]) {
        add([(.rate, peak), (.length, first)]) {
          "cosineRestarts(from: \($0[0]), to: 0, first: \($0[1])\(more))"
        }
        add([(.rate, peak), (.length, first), (.rate, floor)]) {
          "cosineRestarts(from: \($0[0]), to: \($0[2]), first: \($0[1])\(more))"
        }
        guard shrink < 0.99 else { continue }
        for word in ["", ", shrinking: peak"] {
          add(
            [(.rate, peak), (.length, first), (.rate, floor), (.factor, shrink)],
            complexity: word.isEmpty ? 4 : 5
          ) {
            "cosineRestarts(from: \($0[0]), to: \($0[2]), first: \($0[1])\(more), "
              + "shrink: \($0[3])\(word))"
          }
        }
      }
    }
  }

  private mutating func addTriangles() {
    let (rates, times) = (points.rates, points.times)
    let (low, top, up) = (features.first, rates[features.riseIndex], features.rise)
    add([(.rate, low), (.rate, top), (.length, up)], complexity: 3) {
      "triangular(low: \($0[0]), high: \($0[1]), up: \($0[2]))"
    }
    let turn = rates.indices.dropFirst(features.riseIndex + 1).first {
      $0 + 1 < rates.count && rates[$0 + 1] > rates[$0]
    }
    let down = turn.map { max(times[$0] - up, 1e-3) } ?? up
    add([(.rate, low), (.rate, top), (.length, up), (.length, down)], complexity: 4) {
      "triangular(low: \($0[0]), high: \($0[1]), up: \($0[2]), down: \($0[3]))"
    }
    for (word, factor) in [("shrink", 0.5), ("gamma", 0.999)]
    where word == "shrink" || !points.timeBase.isEpochs {
      add([(.rate, low), (.rate, top), (.length, up), (.factor, factor)]) {
        "triangular(low: \($0[0]), high: \($0[1]), up: \($0[2]), \(word): \($0[3]))"
      }
      add(
        [(.rate, low), (.rate, top), (.length, up), (.factor, factor), (.length, down)],
        complexity: 6
      ) {
        "triangular(low: \($0[0]), high: \($0[1]), up: \($0[2]), down: \($0[4]), \(word): \($0[3]))"
      }
    }
  }
}
