/// Rates as programs read them.
package enum RateText {
  /// The number in full, as every parser of numbers reads it: an exponent, which YAML takes for a text,
  /// only far from 1.
  package static func text(_ rate: Double) -> String {
    guard rate > 0, rate.isFinite, rate >= 1e-9, rate < 1e9 else { return "\(rate)" }
    var text = "\(rate)"
    guard let mark = text.firstIndex(of: "e") else { return text }
    let exponent = Int(text[text.index(after: mark)...]) ?? 0
    let digits = text[..<mark].filter { $0 != "." }
    guard exponent < 0 else { return "\(rate)" }
    text = "0." + String(repeating: "0", count: -exponent - 1) + digits
    while text.hasSuffix("0") { text.removeLast() }
    return text
  }
}
