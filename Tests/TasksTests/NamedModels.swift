import Foundation
import Media
import Models
import Notation
import Tasks
import Testing
import Torch
import Training

/// A model by its notation, with the weights that a test gives it.
enum NamedModels {
  /// The record of a model; where the inputs come from has no meaning here.
  static func record(
    _ notation: String, _ input: ModelInput, _ answer: ModelRecord.Answer
  ) throws -> ModelRecord {
    let data = ImagesRecord(
      path: "none", size: ImageSize(channels: 1, height: 1, width: 1), means: [0], deviations: [1])
    return try ModelRecord(
      model: ModelCatalogue.standard.form(parsing: notation), input: input, answer: answer,
      data: .images(data))
  }

  /// The record of a language model of characters; `vocabulary` counts padding and unknown ones, too.
  static func language(_ notation: String, vocabulary: Int, length: Int) throws -> ModelRecord {
    let letters = String((0..<vocabulary - 2).map { Character(UnicodeScalar(UInt8(97 + $0))) })
    let text = TextRecord(
      path: "none", digest: "", vocabulary: .characters(CharacterVocabulary(of: letters)),
      length: length)
    return try ModelRecord(
      model: ModelCatalogue.standard.form(parsing: notation), input: text.input,
      answer: .nextToken, data: .text(text))
  }

  /// The record of a model that translates; `vocabulary` counts padding, unknown characters and the
  /// token at the end.
  static func translation(
    _ notation: String, vocabulary: Int, length: Int = 32, smoothing: Double = 0
  ) throws -> ModelRecord {
    let letters = String((0..<vocabulary - 3).map { Character(UnicodeScalar(UInt8(97 + $0))) })
    let translation = TranslationRecord(
      source: "none", target: "none", digest: "",
      vocabulary: .characters(CharacterVocabulary(of: letters)), length: length)
    return try ModelRecord(
      model: ModelCatalogue.standard.form(parsing: notation), input: translation.input,
      answer: .translation(smoothing: smoothing), data: .translation(translation))
  }

  /// Classes a, b, c, …
  static func classes(_ count: Int, weights: [Double]? = nil) -> ModelRecord.Answer {
    .classes((0..<count).map { String(UnicodeScalar(UInt8(97 + $0))) }, weights: weights)
  }

  /// A linear model whose answers are its inputs.
  static func identity(_ width: Int, _ answer: ModelRecord.Answer) throws -> any Model {
    let model = try record("linear", .table(numbers: width, codes: []), answer).makeModel()
    try model.load([
      "body.layers.0.weight": .identity(width, type: .float32),
      "body.layers.0.bias": .zeros([width]),
    ])
    return model
  }
}

extension Model {
  /// Gives the k-th parameter by name the numbers `size`·sin(0.7·i + k), as the scripts of the references
  /// do.
  func takeWaves(_ size: Double) throws {
    try Engine.withoutGradients {
      for (place, parameter) in parameters.sorted(by: { $0.name < $1.name }).enumerated() {
        let shape = parameter.tensor.shape
        let values: [Double] = (0..<shape.reduce(1, *)).map { index in
          let angle = 0.7 * Double(index) + Double(place)
          return size * sin(angle)
        }
        try parameter.tensor.assign(Tensor(values, shape: shape))
      }
    }
  }
}

/// The losses that a script of the references prints.
struct ReferenceLosses: Decodable {
  private let losses: [String: [Double]]

  /// Those of the model `name` in the resource `file`.
  static func read(_ name: String, from file: String) throws -> [Double] {
    let url = try #require(
      Bundle.module.url(forResource: file, withExtension: "json", subdirectory: "Resources"))
    let reference = try JSONDecoder().decode(Self.self, from: Data(contentsOf: url))
    return try #require(reference.losses[name])
  }
}

extension Tensor {
  /// Rows of numbers.
  static func rows(_ rows: [[Float]]) throws -> Tensor {
    try Tensor(rows.flatMap { $0 }, shape: [rows.count, rows[0].count])
  }

  /// Its numbers, of whatever type of float.
  var numbers: [Float] {
    get throws { try converted(to: .float32, on: .cpu).scalars(as: Float.self) }
  }
}

/// Whether both have the same numbers but for rounding.
func areClose(_ left: [Float], _ right: [Float], within tolerance: Float = 1e-5) -> Bool {
  left.count == right.count && zip(left, right).allSatisfy { abs($0 - $1) <= tolerance }
}
