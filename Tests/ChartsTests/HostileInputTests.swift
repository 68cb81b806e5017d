import Charts
import Testing

/// Charts that no renderer may choke on.
enum Hostile {
  static let values: [(name: String, values: [Double])] = [
    ("empty", []), ("one", [1]), ("equal", [2, 2, 2]), ("not numbers", [.nan, .nan]),
    ("infinite", [.infinity, -.infinity, 1]), ("zeros", [0, 0]), ("negative", [-1, -2]),
    ("huge", [1e-300, 1e300]), ("largest", [-1.7e308, 1.7e308]),
    ("tiny", [.leastNonzeroMagnitude, .leastNormalMagnitude]),
    ("nearly equal", [1, 1 + 2.3e-16]), ("mixed", [0, 1e-9, .nan, -5, 1e12]),
  ]

  static let title = "a <b> & \"c\" 'd' 🚀 学习 \u{1B}[31m\u{0}\n]]> e"

  static func chart(_ values: [Double], x: Axis.Scale, y: Axis.Scale) -> Chart {
    let marks: [Mark] = [
      .vertical(x: 1, label: title), .horizontal(y: .nan, label: title),
      .band(x: -1...1, label: title),
      .point(x: 1, y: .infinity, label: title), .vertical(x: -3, label: ""),
      .horizontal(y: 1e300, label: "h"), .point(x: 0, y: 0, label: title),
    ]
    let series = [Series.Style.faint, .line, .points, .strong].map { style in
      Series(title, values: values, style: style)
    }
    return Chart(
      title: title, subtitle: title, x: Axis(title, unit: title, scale: x),
      panels: [
        Panel(title: title, y: Axis(title, unit: title, scale: y), series: series, marks: marks),
        Panel(y: Axis(scale: y), series: []),
      ])
  }

  static var all: [Chart] {
    values.flatMap { item in
      [(Axis.Scale.linear, Axis.Scale.linear), (.log, .log), (.linear, .log)]
        .map { chart(item.values, x: $0, y: $1) }
    } + [Chart(x: Axis(), panels: []), Chart(panels: [Panel(y: Axis(), series: [])])]
  }
}

extension String {
  /// The text without ANSI colour sequences.
  var withoutEscapes: String {
    split(separator: "\u{1B}[", omittingEmptySubsequences: false).enumerated()
      .map { $0.offset == 0 ? $0.element : $0.element.drop { $0 != "m" }.dropFirst() }.joined()
  }
}

@Suite struct HostileInputTests {
  @Test(arguments: [0, 1, 5, 20, 80])
  func `every line fits the width`(width: Int) {
    for chart in Hostile.all {
      for (color, glyphs) in [(false, TerminalGlyphs.unicode), (true, .unicode), (false, .ascii)] {
        let text = chart.terminal(width: width, height: 5, color: color, glyphs: glyphs)
        for line in text.withoutEscapes.split(separator: "\n") {
          #expect(DisplayWidth.of(String(line)) <= width, "\(line)")
        }
      }
    }
  }

  @Test func `a title cannot move the cursor`() {
    let text = Hostile.chart([1, 2], x: .linear, y: .linear).terminal()
    #expect(!text.contains("\u{1B}") && !text.contains("\u{0}"))
  }

  @Test func `nothing to draw says so`() {
    let chart = Chart(panels: [Panel(y: Axis("loss"), series: [Series("loss", values: [.nan])])])
    #expect(chart.terminal().contains("no data"))
    #expect(chart.svg().contains(">no data<"))
  }

  @Test func `what a log axis cannot show is in a footnote`() {
    let series = Series("train", values: [1, 0, -1, 10, .nan])
    let chart = Chart(panels: [Panel(y: Axis("loss", scale: .log), series: [series])])
    let note = "train: values not drawn: 2 at or below zero (log axis), 1 not finite"
    #expect(chart.terminal().hasSuffix(note))
    #expect(chart.svg().contains(note))
  }
}
