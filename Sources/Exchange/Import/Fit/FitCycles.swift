internal import RealModule

/// The models that come back up.
struct FitCycles {
  private(set) var all: [FitModel] = []
  private let points: FitPoints
  private let outline: FitOutline

  init(_ points: FitPoints, _ outline: FitOutline) {
    (self.points, self.outline) = (points, outline)
    if outline.riseIndex > 0, outline.first > 0 { addOneCycles() }
    if outline.riseIndex > 0, !points.clock.isEpochs {
      let warmup = max(outline.rise, 1)
      let scale = outline.peak * (512 * warmup).squareRoot()
      add([(.length, warmup), (.rate, scale)]) {
        "noam(width: 512, warmup: \($0[0]), scale: \($0[1]))"
      }
    }
    addRestarts()
    if outline.riseIndex > 0 { addTriangles() }
  }

  private mutating func add(
    _ parameters: [(FitModel.Parameter, Double)], complexity: Int? = nil,
    _ body: @escaping @Sendable ([String]) -> String
  ) {
    all.append(FitModel(parameters, points.clock, complexity: complexity, body))
  }

  private mutating func addOneCycles() {
    let divisor = outline.peak / outline.first
    let final = max(outline.first / max(outline.last, 1e-9 * outline.peak), 1)
    for (word, phases) in [("cosine", 2), ("linear", 2), ("cosine", 3), ("linear", 3)] {
      let more = (word == "linear" ? ", shape: linear" : "") + (phases == 3 ? ", phases: 3" : "")
      for over in [nil, outline.ending] {
        for finalDivisor in over == nil ? [1e4, final] : [final] {
          let length: [(FitModel.Parameter, Double)] = over.map { [(.length, $0)] } ?? []
          let numbers: [(FitModel.Parameter, Double)] = [
            (.rate, outline.peak), (.length, outline.rise), (.factor, divisor),
            (.factor, finalDivisor),
          ]
          // two lines are a warmup and a line, which is plainer
          let extra = word == "linear" ? 1 : 0
          add(numbers + length, complexity: 4 + phases + length.count + extra) {
            "oneCycle(peak: \($0[0])" + (over == nil ? "" : ", over: \($0[4])")
              + ", warmup: \($0[1]), divisor: \($0[2]), finalDivisor: \($0[3])\(more))"
          }
        }
      }
    }
  }

  /// Cosines that start again: the jumps up tell how long they are.
  private mutating func addRestarts() {
    let (rates, times) = (points.rates, points.times)
    let (peak, low) = (outline.peak, outline.low)
    let jumps = rates.indices.dropFirst().filter { rates[$0] - rates[$0 - 1] > 0.2 * (peak - low) }
    guard let place = jumps.first, rates[place - 1] < rates[0] else { return }
    let start = FitStairs.roundest(after: times[place - 1], by: times[place])
    let second = jumps.count > 1 ? times[jumps[1]] - start : start
    let shrink = rates[place] / max(rates[0], 1e-300)
    let floor = rates[place - 1]
    add([(.rate, peak), (.rate, low), (.length, times[place - 1]), (.factor, 1)]) {
      "polynomialCycles(from: \($0[0]), to: \($0[1]), first: \($0[2]), power: \($0[3]))"
    }
    // one jump says nothing of the second cycle's length
    let usual: [Double] = jumps.count > 1 ? [1] : [1, 2]
    for growth in Set(usual + [(second / start).rounded(), (second / start * 10).rounded() / 10])
    where growth >= 1 && growth <= 100 {
      let more =
        growth == 1
        ? "" : ", growth: \(growth == growth.rounded() ? "\(Int(growth))" : "\(growth)")"
      // all cycles together say how long one is, better than the first
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
    let (low, top, up) = (outline.first, rates[outline.riseIndex], outline.rise)
    add([(.rate, low), (.rate, top), (.length, up)], complexity: 3) {
      "triangular(low: \($0[0]), high: \($0[1]), up: \($0[2]))"
    }
    let turn = rates.indices.dropFirst(outline.riseIndex + 1).first {
      $0 + 1 < rates.count && rates[$0 + 1] > rates[$0]
    }
    let down = turn.map { max(times[$0] - up, 1e-3) } ?? up
    add([(.rate, low), (.rate, top), (.length, up), (.length, down)], complexity: 4) {
      "triangular(low: \($0[0]), high: \($0[1]), up: \($0[2]), down: \($0[3]))"
    }
    for (word, factor) in [("shrink", 0.5), ("gamma", 0.999)]
    where word == "shrink" || !points.clock.isEpochs {
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
