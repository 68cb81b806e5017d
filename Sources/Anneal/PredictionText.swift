internal import Foundation
internal import Notation

/// The texts of a prediction's numbers: what the network computed, and no digits beyond.
enum PredictionText {
  /// A probability or a loss in the fewest digits that identify the 32-bit number.
  static func text(_ value: Float) -> String {
    Double("\(value)").map(\.notationText) ?? "\(value)"
  }

  /// A number in the target's unit to ten significant digits, a thousand times finer than the 32-bit
  /// numbers that the network computes with.
  static func text(_ value: Double) -> String {
    Double(String(format: "%.10g", value)).map(\.notationText) ?? "\(value)"
  }
}
