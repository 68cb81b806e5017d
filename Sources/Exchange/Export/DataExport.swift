internal import LearningRate
internal import Notation

/// The targets that hold the rates and no code.
enum DataExport {
  /// The file's text; nil for a target that is code.
  static func text(of curve: Curve, to target: ExportTarget) throws -> String? {
    guard target == .csv || target == .json else { return nil }
    guard curve.steps <= ScheduleExport.longestTable else {
      throw ExchangeError(
        "steps must be at most \(ScheduleExport.longestTable) for a list of rates",
        received: String(curve.steps))
    }
    let rates = (0..<curve.steps).map { curve.value(at: $0).notationText }
    if target == .csv {
      let lines = rates.enumerated().map { "\($0.offset),\($0.element)\n" }
      return "step,rate\n" + lines.joined()
    }
    let epoch = curve.stepsPerEpoch.map { "\"epochLength\":\($0)," } ?? ""
    return "{\"notation\":\(quoted(curve.schedule.description)),\"steps\":\(curve.steps),\(epoch)"
      + "\"values\":[\(rates.joined(separator: ","))]}\n"
  }

  /// A text in JSON's quotes.
  private static func quoted(_ text: String) -> String {
    let letters = text.unicodeScalars.map { letter in
      switch letter {
      case "\"": "\\\""
      case "\\": "\\\\"
      case _ where letter.value < 0x20:
        "\\u" + String(repeating: "0", count: letter.value < 16 ? 3 : 2)
          + String(letter.value, radix: 16)
      default: String(letter)
      }
    }
    return "\"\(letters.joined())\""
  }
}
