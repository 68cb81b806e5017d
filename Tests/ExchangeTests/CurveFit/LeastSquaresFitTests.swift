import Exchange
import LearningRate
import Testing

@Suite struct LeastSquaresFitTests {
  private let steps = TimeBase(steps: 1, isEpochs: false)

  private var cosine: CurveModel {
    CurveModel([(.rate, 1e-4), (.rate, 0)], steps) { "cosine(from: \($0[0]), to: \($0[1]))" }
  }

  @Test func `rates are found from far away`() throws {
    let fit = LeastSquaresFit(
      model: cosine, points: try points("cosine(from: 3e-4, to: 3e-5)", every: 7))
    let values = try #require(fit.values(from: cosine.start))
    #expect(abs(values[0] - 3e-4) < 1e-12 && abs(values[1] - 3e-5) < 1e-12)
  }

  @Test func `a length and a factor are found together`() throws {
    let model = CurveModel([(.rate, 0.8), (.length, 40), (.factor, 1.3)], steps) {
      "polynomial(from: \($0[0]), to: 0, over: \($0[1]), power: \($0[2]))"
    }
    let fit = LeastSquaresFit(
      model: model, points: try points("polynomial(from: 1, to: 0, over: 60, power: 2)"))
    let values = try #require(fit.values(from: model.start))
    for (found, expected) in zip(values, [1.0, 60, 2]) { #expect(abs(found - expected) < 1e-3) }
    #expect(fit.rounded(values) == [1, 60, 2])
  }

  @Test func `what is fixed stays`() throws {
    let fit = LeastSquaresFit(model: cosine, points: try points("cosine(from: 1, to: 0.5)"))
    let values = try #require(fit.values(from: [0.9, 0], fixed: [0]))
    #expect(values[0] == 0.9 && values[1] > 0.5)
  }

  @Test func `numbers are rounded only as far as the points allow`() throws {
    let fit = LeastSquaresFit(model: cosine, points: try points("cosine(from: 3e-4, to: 3e-5)"))
    #expect(fit.rounded([2.999999e-4, 3.00001e-5]) == [3e-4, 3e-5])
    let odd = LeastSquaresFit(model: cosine, points: try points("cosine(from: 0.31416, to: 0)"))
    #expect(odd.rounded([0.31416, 0]) == [0.31416, 0])
  }

  @Test func `a model that does not fit in the run has no values`() throws {
    let model = CurveModel([(.length, 500)], steps) { "constant(1).warmup(\($0[0]))" }
    let fit = LeastSquaresFit(model: model, points: try points("constant(1)"))
    #expect(fit.values(from: model.start) == nil)
  }

  @Test func `a model writes lengths in the log's unit, and refuses what is no number`() {
    let model = CurveModel([(.rate, 0.1), (.length, 5)], TimeBase(steps: 1000, isEpochs: true)) {
      "cosine(from: \($0[0]), to: 0, over: \($0[1]))"
    }
    #expect(model.notation([0.1, 2.5]) == "cosine(from: 0.1, to: 0, over: 2.5ep)")
    #expect(model.schedule([0.1, 2.5])?.description == model.notation([0.1, 2.5]))
    #expect(model.schedule([.nan, 2.5]) == nil && model.complexity == 2)
  }
}
