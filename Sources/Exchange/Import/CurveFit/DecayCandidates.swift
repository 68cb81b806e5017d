internal import RealModule

/// The shapes that start at the first point, most of which fall: with an end, without one, and
/// levels with a cooldown.
struct DecayCandidates {
  private(set) var models: [CurveModel] = []
  private let features: CurveFeatures
  private let timeBase: TimeBase
  private let startRate: (CurveModel.Parameter, Double)

  init(_ points: RatePoints) {
    features = CurveFeatures(points)
    timeBase = points.timeBase
    startRate = (.rate, features.start)
    add([startRate]) { "constant(\($0[0]))" }
    // to the end of the run, to where the rates become level, and to the last point
    for over in Set([nil, features.plateau, features.ending]) {
      if let over, over < 1 { continue }
      addDecays(over: over)
    }
    addUnboundedDecays()
    addCooldowns()
  }

  private mutating func add(
    _ parameters: [(CurveModel.Parameter, Double)], complexity: Int? = nil,
    _ body: @escaping @Sendable ([String]) -> String
  ) {
    models.append(CurveModel(parameters, timeBase, complexity: complexity, body))
  }

  private mutating func addDecays(over: Double?) {
    let end = features.last
    let floor: (CurveModel.Parameter, Double) = (.rate, end)
    let length: [(CurveModel.Parameter, Double)] = over.map { [(.length, $0)] } ?? []
    @Sendable func overArgument(_ texts: [String], _ index: Int) -> String {
      over == nil ? "" : ", over: \(texts[index])"
    }
    let isLow = end.magnitude < 0.3 * features.peak
    for word in ["linear", "cosine", "rex", "exponential"] {
      if word == "exponential", end <= 0 || startRate.1 <= 0 { continue }
      add([startRate, floor] + length) {
        "\(word)(from: \($0[0]), to: \($0[1])\(overArgument($0, 2)))"
      }
      if isLow, word != "exponential" {
        // a line to zero after the run's end is better written as a line that ends with the run
        let extra = word == "linear" && over != nil ? 1 : 0
        add([startRate] + length, complexity: 1 + length.count + extra) {
          "\(word)(from: \($0[0]), to: 0\(overArgument($0, 1)))"
        }
      }
    }
    add([startRate, floor, (.factor, 1.5)] + length) {
      "polynomial(from: \($0[0]), to: \($0[1])\(overArgument($0, 3)), power: \($0[2]))"
    }
    if isLow {
      for power in [0.7, 2.0] {
        add([startRate, (.factor, power)] + length) {
          "polynomial(from: \($0[0]), to: 0\(overArgument($0, 2)), power: \($0[1]))"
        }
      }
    }
    add([startRate, floor, (.factor, -7), (.factor, 3)] + length) {
      "tanh(from: \($0[0]), to: \($0[1])\(overArgument($0, 4)), lower: \($0[2]), upper: \($0[3]))"
    }
  }

  /// The decays that have no end.
  private mutating func addUnboundedDecays() {
    let ratio = max(features.last, 1e-9 * features.peak) / startRate.1
    guard ratio > 0, ratio.isFinite else { return }
    let time = max(features.ending, 1)
    let every = timeBase.everyArgument
    if ratio < 1 {
      let timescale = max(time * ratio * ratio / (1 - ratio * ratio), 1e-3)
      add([startRate, (.length, timescale)]) {
        "inverseSquareRoot(from: \($0[0]), timescale: \($0[1]))"
      }
      add([startRate, (.factor, (1 / ratio - 1) / time)]) {
        "inverseTime(from: \($0[0]), decay: \($0[1])\(every))"
      }
      add([startRate, (.length, timescale), (.factor, 0.6)]) {
        "power(from: \($0[0]), timescale: \($0[1]), power: \($0[2]))"
      }
      if !timeBase.isEpochs {
        add([startRate, (.factor, -2 * Double.log(ratio) / time / time)]) {
          "compoundInverseTime(from: \($0[0]), decay: \($0[1]))"
        }
      }
    } else if !timeBase.isEpochs {
      add([startRate, (.factor, 1 - 1 / ratio)]) { "inverseLinear(from: \($0[0]), beta: \($0[1]))" }
    }
    for fraction in [1, 0.5, 0.1] {
      add([startRate, (.factor, features.factor(over: fraction))]) {
        "exponential(from: \($0[0]), gamma: \($0[1])\(every))"
      }
    }
  }

  /// A level and then a cooldown to the end of the run.
  private mutating func addCooldowns() {
    guard let level = features.levelEnd else { return }
    let length: (CurveModel.Parameter, Double) = (.length, max(features.run - level, 1))
    for word in ["linear", "squareRoot", "cosine", "exponential"] {
      let shape = word == "linear" ? "" : ", shape: \(word)"
      add([startRate, length], complexity: 3) { "constant(\($0[0])).cooldown(\($0[1])\(shape))" }
      add([startRate, length, (.rate, features.last)], complexity: 4) {
        "constant(\($0[0])).cooldown(\($0[1]), to: \($0[2])\(shape))"
      }
    }
    add([startRate, length, (.factor, 2)], complexity: 5) {
      "constant(\($0[0])).cooldown(\($0[1]), shape: power(\($0[2])))"
    }
    add([startRate, (.length, level)], complexity: 3) {
      "linear(from: \($0[0]), to: 0).delayed(\($0[1]))"
    }
  }
}
