internal import LearningRate
internal import Notation

/// The targets that hold the rates and no code.
enum DataExport {
  /// The file's text; nil for a target that is code.
  static func text(
    of plan: ResolvedPlan, parameters: [String]?, to target: ExportTarget
  ) throws -> String? {
    guard target == .csv || target == .json else { return nil }
    guard plan.steps <= ScheduleExport.longestTable else {
      throw ExchangeError(
        "steps must be at most \(ScheduleExport.longestTable) for a list of rates",
        received: String(plan.steps))
    }
    let columns = try PlanColumns(plan, parameters: parameters).columns
    let values = columns.map { column in
      (0..<plan.steps).map { column.value(at: $0).notationText }
    }
    if target == .csv {
      let head = (["step"] + columns.map(\.name)).map(separated).joined(separator: ",")
      let lines = (0..<plan.steps).map { step in
        "\(step)," + values.map { $0[step] }.joined(separator: ",") + "\n"
      }
      return head + "\n" + lines.joined()
    }
    let epoch = plan.stepsPerEpoch.map { "\"epochLength\":\($0)," } ?? ""
    let lists = values.map { "[\($0.joined(separator: ","))]" }
    let named = zip(columns, lists).map { "\(quoted($0.name)):\($1)" }
    let answer =
      lists.count == 1
      ? "\"values\":\(lists[0])" : "\"columns\":{\(named.joined(separator: ","))}"
    return "{\"notation\":\(quoted(plan.plan.description)),\"steps\":\(plan.steps),\(epoch)"
      + "\(answer)}\n"
  }

  /// A name as a field between commas, in quotes where it needs them.
  private static func separated(_ text: String) -> String {
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\"" + text.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
  }

  /// A text in JSON's quotes.
  static func quoted(_ text: String) -> String {
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
