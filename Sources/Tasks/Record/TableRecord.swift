package import Models
package import Tables

/// How the rows of a table become numbers, and where the training rows came from.
package struct TableRecord: Codable, Hashable, Sendable {
  /// The path of the training table.
  package let path: String
  /// SHA-256 of the training table.
  package let digest: String
  /// SHA-256 of the table that was held out; nil for rows of the training table.
  package let heldOutDigest: String?
  /// The encoding that the user gave for the training table.
  package let encoding: TableEncoding
  /// What its columns are.
  package let schema: TableSchema
  /// How its features become numbers.
  package let encoder: TableEncoder
  /// How its target becomes a number or a class.
  package let target: TargetEncoder

  /// A record of these parts.
  package init(
    path: String, digest: String, heldOutDigest: String?, encoding: TableEncoding,
    schema: TableSchema, encoder: TableEncoder, target: TargetEncoder
  ) {
    (self.path, self.digest, self.schema) = (path, digest, schema)
    (self.heldOutDigest, self.encoding) = (heldOutDigest, encoding)
    (self.encoder, self.target) = (encoder, target)
  }
}

extension TableEncoder {
  /// What a model receives of a row.
  package var input: ModelInput { .table(numbers: numberCount, codes: codeSizes) }
}

extension TargetEncoder {
  /// What a model's answer means.
  package func answer(weights: [Double]?) -> ModelRecord.Answer {
    switch self {
    case .classes(let names, _): .classes(names, weights: weights)
    case .number(let center, let scale, _, _): .number(center: center, scale: scale)
    }
  }
}
