import Foundation
import Search
import Testing

/// What three packages make of scripted losses; written by `scripts/range_reference.py`.
struct RangeReference: Decodable {
  /// A curve of 100 losses, one for each step.
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    let losses: [Double]
    let packages: [String: Recording]
    var testDescription: String { name }
  }

  /// What a package recorded.
  struct Recording: Decodable, Sendable {
    /// The number of steps until it stopped.
    let count: Int
    /// Every ninth smoothed loss.
    let smoothed: [Double]
    /// The step of each suggestion; nil where the package fails.
    let suggestions: [String: Int?]
  }

  let ramps: [String: [Double]]
  let cases: [Case]

  static let file: RangeReference = {
    let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Resources/range-tests.json")
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    do { return try decoder.decode(RangeReference.self, from: Data(contentsOf: url)) } catch {
      fatalError("range-tests.json must be readable: \(error)")
    }
  }()
}
