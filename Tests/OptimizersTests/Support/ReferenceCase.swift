import Foundation
import Testing

/// A case of `Resources/References/<word>.json`: a notation, and what the package that is its
/// reference made of it. `scripts/optimizers/README.md` tells the format.
struct ReferenceCase: Decodable, Sendable, CustomTestStringConvertible {
  /// Whether a gradient depends on its parameter.
  enum Gradients: String, Decodable, Sendable { case random, quadratic }

  let notation: String
  let reference: String
  let gradients: Gradients
  let rateScale: Double
  let constantRate: Bool?
  let tensors: [Int]?
  let tolerance64: Double
  let tolerance32: Double?
  let float64: [Double]
  let float32: [Double]?
  let early64: [String: [Double]]
  let extra64: [String: [Double]]?
  let numbers: [String: Double]?

  var testDescription: String { "\(notation) (\(reference), \(gradients))" }
}

/// One file: the cases of one word.
struct ReferenceFile: Decodable, Sendable {
  let word: String
  let cases: [ReferenceCase]

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Resources/References")

  /// Every file, by word.
  static let all: [ReferenceFile] = {
    let names = try! FileManager.default.contentsOfDirectory(atPath: folder.path)
    return try! names.filter { $0.hasSuffix(".json") }.sorted().map { name in
      try JSONDecoder().decode(
        ReferenceFile.self, from: Data(contentsOf: folder.appending(path: name)))
    }
  }()
}
