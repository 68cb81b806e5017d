internal import RealModule

/// The ways down from the first point.
struct FitDecays {
  private(set) var all: [FitModel] = []
  private let outline: FitOutline
  private let clock: FitClock
  private let top: (FitModel.Parameter, Double)

  init(_ points: FitPoints) {
    outline = FitOutline(points)
    clock = points.clock
    top = (.rate, outline.start)
    add([top]) { "constant(\($0[0]))" }
    // straight to the end of the run, and to where the rates become level
    for over in Set([nil, outline.plateau, outline.ending]) {
      if let over, over < 1 { continue }
      addSpans(over)
    }
    addEndless()
    addCooldowns()
  }

  private mutating func add(
    _ parameters: [(FitModel.Parameter, Double)], complexity: Int? = nil,
    _ body: @escaping @Sendable ([String]) -> String
  ) {
    all.append(FitModel(parameters, clock, complexity: complexity, body))
  }

  private mutating func addSpans(_ over: Double?) {
    let end = outline.last
    let floor: (FitModel.Parameter, Double) = (.rate, end)
    let length: [(FitModel.Parameter, Double)] = over.map { [(.length, $0)] } ?? []
    @Sendable func span(_ texts: [String], _ index: Int) -> String {
      over == nil ? "" : ", over: \(texts[index])"
    }
    let isLow = end.magnitude < 0.3 * outline.peak
    for word in ["linear", "cosine", "rex", "exponential"] {
      if word == "exponential", end <= 0 || top.1 <= 0 { continue }
      add([top, floor] + length) { "\(word)(from: \($0[0]), to: \($0[1])\(span($0, 2)))" }
      if isLow, word != "exponential" {
        // a line to zero behind the run's end is a line to where the run ends
        let extra = word == "linear" && over != nil ? 1 : 0
        add([top] + length, complexity: 1 + length.count + extra) {
          "\(word)(from: \($0[0]), to: 0\(span($0, 1)))"
        }
      }
    }
    add([top, floor, (.factor, 1.5)] + length) {
      "polynomial(from: \($0[0]), to: \($0[1])\(span($0, 3)), power: \($0[2]))"
    }
    if isLow {
      for power in [0.7, 2.0] {
        add([top, (.factor, power)] + length) {
          "polynomial(from: \($0[0]), to: 0\(span($0, 2)), power: \($0[1]))"
        }
      }
    }
    add([top, floor, (.factor, -7), (.factor, 3)] + length) {
      "tanh(from: \($0[0]), to: \($0[1])\(span($0, 4)), lower: \($0[2]), upper: \($0[3]))"
    }
  }

  /// The ways down that know no end.
  private mutating func addEndless() {
    let ratio = max(outline.last, 1e-9 * outline.peak) / top.1
    guard ratio > 0, ratio.isFinite else { return }
    let time = max(outline.ending, 1)
    let every = clock.every
    if ratio < 1 {
      let timescale = max(time * ratio * ratio / (1 - ratio * ratio), 1e-3)
      add([top, (.length, timescale)]) {
        "inverseSquareRoot(from: \($0[0]), timescale: \($0[1]))"
      }
      add([top, (.factor, (1 / ratio - 1) / time)]) {
        "inverseTime(from: \($0[0]), decay: \($0[1])\(every))"
      }
      add([top, (.length, timescale), (.factor, 0.6)]) {
        "power(from: \($0[0]), timescale: \($0[1]), power: \($0[2]))"
      }
      if !clock.isEpochs {
        add([top, (.factor, -2 * Double.log(ratio) / time / time)]) {
          "compoundInverseTime(from: \($0[0]), decay: \($0[1]))"
        }
      }
    } else if !clock.isEpochs {
      add([top, (.factor, 1 - 1 / ratio)]) { "inverseLinear(from: \($0[0]), beta: \($0[1]))" }
    }
    for share in [1, 0.5, 0.1] {
      add([top, (.factor, outline.factor(over: share))]) {
        "exponential(from: \($0[0]), gamma: \($0[1])\(every))"
      }
    }
  }

  /// A level and then a way down to the end of the run.
  private mutating func addCooldowns() {
    guard let level = outline.levelEnd else { return }
    let length: (FitModel.Parameter, Double) = (.length, max(outline.run - level, 1))
    for word in ["linear", "squareRoot", "cosine", "exponential"] {
      let shape = word == "linear" ? "" : ", shape: \(word)"
      add([top, length], complexity: 3) { "constant(\($0[0])).cooldown(\($0[1])\(shape))" }
      add([top, length, (.rate, outline.last)], complexity: 4) {
        "constant(\($0[0])).cooldown(\($0[1]), to: \($0[2])\(shape))"
      }
    }
    add([top, length, (.factor, 2)], complexity: 5) {
      "constant(\($0[0])).cooldown(\($0[1]), shape: power(\($0[2])))"
    }
    add([top, (.length, level)], complexity: 3) {
      "linear(from: \($0[0]), to: 0).delayed(\($0[1]))"
    }
  }
}
