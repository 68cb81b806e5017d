import Foundation
import Testing

/// The sounds that soundfile wrote, and what librosa makes of one.
struct SoundSamples: Decodable {
  struct File: Decodable, CustomTestStringConvertible {
    let name: String
    let file: Data
    let rate: Int
    let samples: [Double]

    var testDescription: String { name }
  }

  struct Picture: Decodable {
    let window: Int
    let hop: Int
    let bands: Int
    let frames: Int
    let lowest: Double
    let highest: Double
    let picture: Data
  }

  let files: [File]
  let rate: Int
  /// Whole numbers of 2⁻¹⁵.
  let samples: [Float]
  let pictures: [Picture]

  static let all = try! Samples.read("sounds", as: SoundSamples.self)

  static func named(_ name: String) -> Data { all.files.first { $0.name == name }!.file }
}
