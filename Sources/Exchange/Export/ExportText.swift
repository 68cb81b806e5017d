internal import LearningRate

extension ExportSource {
  /// The lines that say what the code is: the notation, the run, how to use it.
  func heading(_ usage: [String], comment: String, isTable: Bool? = nil) -> String {
    let epoch = curve.stepsPerEpoch.map { ", \($0) to an epoch" } ?? ""
    let steps = "\(curve.steps) step\(curve.steps == 1 ? "" : "s")\(epoch)"
    var lines = [notation, "over \(steps); exported by Anneal."]
    if isTable ?? (route == .table) { lines.append(reason) }
    if target.isSinglePrecision, route != .native {
      lines.append("Computed in 32 bits, where steps are exact up to 2^24.")
    }
    lines += [""] + usage
    return lines.map { $0.isEmpty ? comment : "\(comment) \($0)" }.joined(separator: "\n")
  }

  /// The body of a function of `step`, and the lists that stand before it; `suffix` tells their names from
  /// those of other functions.
  func body(
    in dialect: Dialect, suffix: String = ""
  ) -> (lists: [String], statements: [String]) {
    if let formula {
      let text = FormulaText(formula, in: dialect, suffix: suffix)
      return (text.lists, text.statements)
    }
    let rates = (0..<curve.steps).map { curve.value(at: $0) }
    let name = (dialect.language == .swift ? "rates" : "RATES") + suffix
    let rate = dialect.pick(name, count: rates.count, "step")
    return ([dialect.list(name, rates)], ["return \(rate)"])
  }
}

/// Lines, indented.
func indented(_ lines: [String], by width: Int = 4) -> String {
  lines.flatMap { $0.split(separator: "\n") }.map { String(repeating: " ", count: width) + $0 }
    .joined(separator: "\n")
}

/// The parts of a file, with an empty line between them, or two as Python has it.
func file(_ parts: [String], gap: Int = 1) -> String {
  parts.filter { !$0.isEmpty }.joined(separator: String(repeating: "\n", count: gap + 1)) + "\n"
}
