internal import Models
internal import Records
internal import Tables
internal import Torch
internal import Training

/// What the mean or the majority, and a linear model, reach on the held-out rows of a table.
struct TableBaselines {
  private let training: EncodedTable
  private let validation: EncodedTable
  private let target: TargetEncoder
  /// The largest number of rows that the linear model is fitted on.
  private static let mostRows = 100_000

  init(_ training: EncodedTable, _ validation: EncodedTable, _ target: TargetEncoder) {
    (self.training, self.validation, self.target) = (training, validation, target)
  }

  /// The baselines, the plainest first.
  var all: [Baseline] {
    get throws { [try plain(), try linear()] }
  }

  private func plain() throws -> Baseline {
    let count = validation.inputs.shape[0]
    switch target {
    case .classes(let names, _):
      let codes = try training.targets!.scalars(as: Int64.self)
      var counts = [Int](repeating: 0, count: names.count)
      for code in codes { counts[Int(code)] += 1 }
      let most = counts.indices.max { counts[$0] < counts[$1] } ?? 0
      var logits = [Float](repeating: 0, count: names.count)
      logits[most] = 1
      let answers = try Tensor(logits, shape: [1, names.count]).repeated([count, 1])
      return try baseline("majority", answers)
    case .number:
      // The training mean is 0 in standardized units.
      return try baseline("mean", .zeros([count, 1]))
    }
  }

  private func linear() throws -> Baseline {
    let indices = EvenRows.indices(Self.mostRows, of: training.inputs.shape[0])
    let rows = try Tensor(indices.map(Int64.init), shape: [indices.count])
    let inputs = try training.linearInputs(of: rows)
    let targets = try training.targets!.selecting(rows)
    let model =
      switch target {
      case .classes(let names, _):
        try LinearBaseline(
          inputs, .classes(targets.scalars(as: Int64.self), count: names.count))
      case .number:
        try LinearBaseline(inputs, .numbers(targets.scalars(as: Float.self).map(Double.init)))
      }
    let answers = try model.answers(for: validation.linearInputs())
    return try baseline("linear", answers.converted(to: .float32, on: .cpu))
  }

  /// The measures of answers, by the model that they would come from.
  private func baseline(_ name: String, _ answers: Tensor) throws -> Baseline {
    let model: any Model =
      switch target {
      case .classes(let names, _): try LabelClassifier(GivenAnswers(), classes: names)
      case .number(_, let scale, _, _): NumberRegressor(GivenAnswers(), scale: scale)
      }
    return try GivenAnswers.baseline(name, answers, validation.targets!, model)
  }
}
