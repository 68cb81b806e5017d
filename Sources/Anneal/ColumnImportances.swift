internal import Records
internal import Tables
internal import Tasks
internal import Torch
internal import Training

/// How much the held-out error of a model of a table rises when the values of a column are
/// shuffled.
///
/// Columns that say the same share their importance: the model can use either.
///
/// Source: Breiman, *Random Forests*, 2001, section 10; as scikit-learn's `permutation_importance`.
struct ColumnImportances {
  /// The columns that the model uses, the most important first.
  let all: [ReportDetails.Importance]
  private static let (mostColumns, mostValues, shuffles) = (200, 100_000, 3)

  /// Measures at most 200 columns, on so many rows that it takes seconds: at most 100,000 values.
  ///
  /// - Throws: `TorchError` when out of memory.
  init(of model: TrainedModel, _ table: TableRecord, on validation: any Dataset) throws {
    let columns = table.encoder.columns.map(\.name).prefix(Self.mostColumns)
    let count = min(Self.mostValues / max(20, columns.count), validation.count)
    let rows = EvenRows.indices(count, of: validation.count).map(Int64.init)
    let batch = try validation.batch(ArraySlice(rows))
    let inputs = batch.input
    func error(_ inputs: Tensor) throws -> Double {
      let outputs = try model.outputs(for: inputs)
      guard case .number(_, let scale) = model.record.answer else {
        return try outputs.crossEntropy(with: batch.target).item()
      }
      return try scale * outputs.meanSquaredError(to: batch.target).item().squareRoot()
    }
    let names = table.encoder.featureNames
    let base = try error(inputs)
    var importances: [ReportDetails.Importance] = []
    for name in columns {
      // The inputs of a column are neighbours: numbers, or one code.
      guard let first = names.firstIndex(of: name), let last = names.lastIndex(of: name) else {
        continue
      }
      var sum = 0.0
      for seed in 0..<Self.shuffles {
        let order = try Engine.drawing(from: UInt64(seed)) { try Tensor.permutation(count) }
        let shuffled = try inputs.narrowed(1, to: first..<last + 1).selecting(order)
        sum += try error(
          .concatenated(
            [
              inputs.narrowed(1, to: 0..<first), shuffled,
              inputs.narrowed(1, to: last + 1..<names.count),
            ], along: 1))
      }
      importances.append(.init(column: name, increase: sum / Double(Self.shuffles) - base))
    }
    all = importances.sorted { $0.increase > $1.increase }
  }
}
