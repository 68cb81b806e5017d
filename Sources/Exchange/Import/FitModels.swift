internal import Notation
internal import RealModule

/// The models that could have made a log's rates, each with numbers to start from.
struct FitModels {
  let all: [FitModel]

  init(_ points: FitPoints) {
    let shape = FitOutline(points)
    let stairs = FitStairs(points, from: 0)
    var models = Self.decays(shape, from: 0) + stairs.models + shape.cycles
    if shape.rise > 0 {
      for model in Self.decays(shape, from: shape.rise)
        + FitStairs(points, from: shape.peakIndex).models
      {
        models.append(model.warmed(shape.rise, from: nil, isFree: false))
        models.append(model.warmed(shape.rise, from: 0, isFree: false))
        if shape.first > 0.02 * shape.peak {
          models.append(model.warmed(shape.rise, from: shape.first, isFree: true))
        }
      }
    }
    all = models
  }

  /// The ways down from a peak, with `start` steps before it.
  private static func decays(_ shape: FitOutline, from start: Double) -> [FitModel] {
    let (peak, end) = (shape.peak, shape.last)
    let top: (FitModel.Parameter, Double) = (.rate, start > 0 ? peak : shape.first)
    let floor: (FitModel.Parameter, Double) = (.rate, end)
    var models = [FitModel([top]) { "constant(\($0[0]))" }]
    // straight to the end of the run, and to where the rates become level
    for over in [nil, shape.plateau.map { max($0 - start, 1) }, shape.ending - start] {
      let length: [(FitModel.Parameter, Double)] = over.map { [(.length, $0)] } ?? []
      @Sendable func span(_ texts: [String], _ index: Int) -> String {
        over == nil ? "" : ", over: \(texts[index])"
      }
      if let over, over < 1 { continue }
      for word in ["linear", "cosine", "rex", "exponential"] {
        if word == "exponential", end <= 0 || top.1 <= 0 { continue }
        models.append(
          FitModel([top, floor] + length) {
            "\(word)(from: \($0[0]), to: \($0[1])\(span($0, 2)))"
          })
        if end < 0.3 * peak, word != "exponential" {
          models.append(
            FitModel([top] + length) { "\(word)(from: \($0[0]), to: 0\(span($0, 1)))" })
        }
      }
      models.append(
        FitModel([top, floor, (.factor, 1.5)] + length) {
          "polynomial(from: \($0[0]), to: \($0[1])\(span($0, 3)), power: \($0[2]))"
        })
      if end < 0.3 * peak {
        for power in [0.7, 2.0] {
          models.append(
            FitModel([top, (.factor, power)] + length) {
              "polynomial(from: \($0[0]), to: 0\(span($0, 2)), power: \($0[1]))"
            })
        }
      }
      models.append(
        FitModel([top, floor, (.factor, -7), (.factor, 3)] + length) {
          "tanh(from: \($0[0]), to: \($0[1])\(span($0, 4)), lower: \($0[2]), upper: \($0[3]))"
        })
    }
    return models + endless(shape, top, start) + cooldowns(shape, top)
  }

  /// The ways down that know no end.
  private static func endless(
    _ shape: FitOutline, _ top: (FitModel.Parameter, Double), _ start: Double
  ) -> [FitModel] {
    let ratio = max(shape.last, 1e-9 * shape.peak) / top.1
    guard ratio > 0, ratio.isFinite else { return [] }
    let time = max(shape.ending - start, 1)
    var models: [FitModel] = []
    if ratio < 1 {
      let timescale = time * ratio * ratio / (1 - ratio * ratio)
      models.append(
        FitModel([top, (.length, timescale)]) {
          "inverseSquareRoot(from: \($0[0]), timescale: \($0[1]))"
        })
      models.append(
        FitModel([top, (.factor, (1 / ratio - 1) / time)]) {
          "inverseTime(from: \($0[0]), decay: \($0[1]))"
        })
      models.append(
        FitModel([top, (.length, timescale), (.factor, 0.6)]) {
          "power(from: \($0[0]), timescale: \($0[1]), power: \($0[2]))"
        })
      models.append(
        FitModel([top, (.factor, -2 * Double.log(ratio) / time / time)]) {
          "compoundInverseTime(from: \($0[0]), decay: \($0[1]))"
        })
    } else {
      models.append(
        FitModel([top, (.factor, 1 - 1 / ratio)]) {
          "inverseLinear(from: \($0[0]), beta: \($0[1]))"
        })
    }
    for share in [1, 0.5] {
      models.append(
        FitModel([top, (.factor, shape.factor(over: share))]) {
          "exponential(from: \($0[0]), gamma: \($0[1]))"
        })
    }
    return models
  }

  /// A level and then a way down to the end of the run.
  private static func cooldowns(
    _ shape: FitOutline, _ top: (FitModel.Parameter, Double)
  ) -> [FitModel] {
    guard let level = shape.levelEnd else { return [] }
    let length: (FitModel.Parameter, Double) = (.length, max(shape.run - level, 1))
    return ["linear", "squareRoot", "cosine", "exponential"].flatMap { word in
      let shape = word == "linear" ? "" : ", shape: \(word)"
      return [
        FitModel([top, length], complexity: 3) {
          "constant(\($0[0])).cooldown(\($0[1])\(shape))"
        },
        FitModel([top, length, (.rate, 0)], complexity: 4) {
          "constant(\($0[0])).cooldown(\($0[1]), to: \($0[2])\(shape))"
        },
        FitModel([top, (.length, level)], complexity: 3) {
          "linear(from: \($0[0]), to: 0).delayed(\($0[1]))"
        },
      ].prefix(word == "linear" ? 3 : 2)
    }
  }
}
