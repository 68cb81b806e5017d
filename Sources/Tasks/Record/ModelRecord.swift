package import Foundation
package import Models
internal import Training

/// What is needed to use a trained model, besides its weights: its network, and how an input
/// becomes numbers.
///
/// Every checkpoint of a run on own data holds it as `model.json`, covered by the checkpoint's
/// digests.
package struct ModelRecord: Codable, Hashable, Sendable {
  /// The name of the file in a checkpoint.
  package static let file = "model.json"
  private static let currentVersion = 1

  /// The model's notation, such as `mlp(hidden: [64, 64])`.
  package let model: String
  /// What the model receives.
  package let input: ModelInput
  /// What the model's answer means.
  package let answer: Answer
  /// How an input becomes numbers.
  package let data: DataRecord
  /// The version of this format.
  package let formatVersion: Int

  /// What a model's answer means.
  package enum Answer: Codable, Hashable, Sendable {
    /// Logits of these classes, with the weights of their losses, if they have some.
    case classes([String], weights: [Double]?)
    /// A standardized number: value = center + scale·answer.
    case number(center: Double, scale: Double)
    /// Logits of the next token.
    case nextToken
    /// Logits of the next token of a translation, trained with labels smoothed by this much.
    case translation(smoothing: Double)
  }

  /// How an input becomes numbers.
  package enum DataRecord: Codable, Hashable, Sendable {
    /// Rows of a table.
    case table(TableRecord)
    /// Pictures.
    case images(ImagesRecord)
    /// Recordings.
    case sounds(SoundsRecord)
    /// Running text, or the texts of a table.
    case text(TextRecord)
    /// Sentences with their translations.
    case translation(TranslationRecord)
  }

  /// The record of a model for this input.
  ///
  /// - Throws: ``ModelError`` if the model is not for such an input.
  package init(
    model: any ModelForm, input: ModelInput, answer: Answer, data: DataRecord
  ) throws {
    (self.model, self.input, self.answer, self.data) = (model.notation, input, answer, data)
    formatVersion = Self.currentVersion
    _ = try model.network(for: input, output)
  }

  /// The shape of the model's answer.
  package var output: ModelOutput {
    switch answer {
    case .classes(let names, _): .vector(names.count)
    case .number: .vector(1)
    case .nextToken, .translation: .nextToken
    }
  }

  /// The name in the network of the model's tensor `name`; nil for a tensor that is not the
  /// network's, such as the weights of classes.
  package static func nameInNetwork(_ name: String) -> String? {
    name.hasPrefix("body.") ? String(name.dropFirst(5)) : nil
  }

  /// The network as data.
  ///
  /// - Throws: an error if the notation is unknown, or not for this input.
  package func network() throws -> LayerDescription {
    try ModelCatalogue.standard.form(parsing: model).network(for: input, output)
  }

  /// The network in a few words with its sizes.
  ///
  /// - Throws: an error if the notation is unknown.
  package func architecture() throws -> String {
    try ModelCatalogue.standard.form(parsing: model).architecture(for: input, output)
  }

  /// The record as JSON, the same bytes for the same record.
  package func encoded() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self)
  }

  /// Reads a record; `file` is the name that errors use.
  ///
  /// - Throws: `TrainingError` if it is of a newer version, or not a record.
  package init(_ data: Data, file: String) throws {
    struct Version: Decodable { let formatVersion: Int }
    let version = (try? JSONDecoder().decode(Version.self, from: data))?.formatVersion
    if let version, version != Self.currentVersion {
      throw TrainingError(
        "\(file) must be of version \(Self.currentVersion); received version \(version): "
          + "update Anneal")
    }
    do { self = try JSONDecoder().decode(ModelRecord.self, from: data) } catch {
      throw TrainingError("\(file) must be the record of a model; received \(error)")
    }
  }
}
