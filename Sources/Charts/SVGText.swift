/// The small texts of an SVG: numbers, paths and estimates of width.
enum SVGText {
  /// A coordinate with one decimal at most.
  static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let rest = abs(tenths % 10)
    return (tenths < 0 ? "-" : "") + "\(abs(tenths) / 10)" + (rest == 0 ? "" : ".\(rest)")
  }

  /// A position of the unit square in a rectangle.
  static func point(_ position: Trace.Position, in box: LabelPlacer.Box) -> (x: Double, y: Double) {
    (box.x + position.x * box.width, box.y + (1 - position.y) * box.height)
  }

  /// A line through positions; a single one becomes a stroke of no length, drawn by its cap.
  static func path(_ line: [Trace.Position], in box: LabelPlacer.Box) -> String {
    let points = Polyline(line.map { point($0, in: box) }).points
      .map { "\(number($0.x)) \(number($0.y))" }
    return points.count == 1 ? "M\(points[0])h0" : "M" + points.joined(separator: "L")
  }

  /// The width of text in a sans-serif font, estimated on the generous side.
  static func width(_ text: String, size: Double = 12) -> Double {
    text.reduce(0) { sum, character in
      let width =
        DisplayWidth.of(character) == 2
        ? 1.2
        : "iljtfrI.,:;|!'()[] ".contains(character)
          ? 0.36 : "mwMW@%—".contains(character) ? 0.9 : character.isUppercase ? 0.7 : 0.58
      return sum + width * size
    }
  }

  /// The text cut to a width, with an ellipsis.
  static func fitted(_ text: String, to width: Double, size: Double = 12) -> String {
    guard self.width(text, size: size) > width else { return text }
    var result = text
    while !result.isEmpty, self.width(result + "…", size: size) > width { result.removeLast() }
    return result + "…"
  }

  /// A number with a true minus sign in front.
  static func minus(_ label: String) -> String {
    label.hasPrefix("-") ? "−" + label.dropFirst() : label
  }
}
