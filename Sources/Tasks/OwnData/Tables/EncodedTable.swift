package import Tables
package import Torch
package import Training

/// Rows of a table as tensors.
package struct EncodedTable {
  /// The rows as a model receives them: the numbers, then the codes, as float32.
  package let inputs: Tensor
  /// The classes, int64 of shape n, or the standardized numbers, float32 of shape n × 1.
  package let targets: Tensor?
  let codeSizes: [Int]
  let numberCount: Int

  /// Encodes rows of `file`; without `target` for rows whose target is not known.
  ///
  /// - Throws: `DataFileError` for a column that is missing or not what it was in training.
  package init(
    _ file: TableFile, _ rows: [Int], _ encoder: TableEncoder, _ target: TargetEncoder?
  ) throws {
    let encoded = try encoder.encode(file, rows: rows)
    (codeSizes, numberCount) = (encoder.codeSizes, encoder.numberCount)
    let numbers = try Tensor(encoded.numbers, shape: [rows.count, encoder.numberCount])
    let codes = try Tensor(
      encoded.codes.map(Float.init), shape: [rows.count, encoder.codeSizes.count])
    inputs = try .concatenated([numbers, codes], along: 1)
    targets = try target.map { target in
      switch target {
      case .classes: try Tensor(target.codes(file, rows: rows), shape: [rows.count])
      case .number:
        try Tensor(target.scaled(file, rows: rows).map(Float.init), shape: [rows.count, 1])
      }
    }
  }

  /// The rows with their targets.
  ///
  /// - Precondition: the targets are known.
  package var dataset: TensorDataset {
    guard let targets else { preconditionFailure("the targets of the rows must be known") }
    return TensorDataset(inputs: inputs, targets: targets)
  }

  /// The rows in float64 for a linear model: codes become one-hot columns as long as there are at
  /// most `limit` of them, the smallest columns first; of these rows, or of all.
  func linearInputs(of rows: Tensor? = nil, upTo limit: Int = 500) throws -> Tensor {
    let inputs = try rows.map { try self.inputs.selecting($0) } ?? self.inputs
    var parts = [try inputs.narrowed(1, to: 0..<numberCount).converted(to: .float64, on: .cpu)]
    var width = 0
    for (column, size) in codeSizes.enumerated().sorted(by: { $0.element < $1.element }) {
      width += size
      guard width <= limit else { break }
      let codes = try inputs.narrowed(1, to: numberCount + column..<numberCount + column + 1)
        .squeezed(at: 1).converted(to: .int64, on: .cpu)
      parts.append(try codes.oneHot(classes: size).converted(to: .float64, on: .cpu))
    }
    return try .concatenated(parts, along: 1)
  }
}
