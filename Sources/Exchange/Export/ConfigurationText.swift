internal import Notation

/// A configuration as JSON that a reader of YAML takes for the same: numbers with an exponent have
/// a point, since YAML 1.1 reads `3e-4` as a text.
indirect enum ConfigurationText {
  case number(Double)
  case text(String)
  case truth(Bool)
  case object([(String, ConfigurationText)])

  /// The lines, from an indentation on.
  func lines(_ indentation: String = "") -> String {
    switch self {
    case .number(let value): return Self.number(value)
    case .text(let value): return DataExport.quoted(value)
    case .truth(let value): return value ? "true" : "false"
    case .object(let members):
      let inner = indentation + "  "
      let lines = members.map { "\(inner)\(DataExport.quoted($0.0)): \($0.1.lines(inner))" }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(indentation)}"
    }
  }

  private static func number(_ value: Double) -> String {
    let text = value.notationText
    guard let index = text.firstIndex(of: "e") else { return text }
    let (mantissa, exponent) = (text[..<index], text[text.index(after: index)...])
    let sign = exponent.first.map { $0 == "-" || $0 == "+" } == true ? "" : "+"
    return "\(mantissa)\(mantissa.contains(".") ? "" : ".0")e\(sign)\(exponent)"
  }
}
