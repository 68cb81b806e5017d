import Charts
import Testing

@Suite struct TerminalChartTests {
  @Test func `a diagonal with ticks and a title`() {
    // 6 × 3 cells are 12 × 12 dots: one dot per column, four dots per row of cells. The ticks at
    // 0.5 and 1 are dropped: their labels would touch the first.
    let chart = Chart(panels: [Panel(y: Axis(), series: [Series("", values: [0, 1])])])
    #expect(
      chart.terminal(width: 11, height: 6) == """
        1.0 ┤    ⡠⠊
        0.5 ┤  ⡠⠊
        0.0 ┤⡠⠊
            └┬─────
            0.0
              step
        """)
  }

  @Test func `a gap is a gap and is named`() {
    let chart = Chart(
      x: Axis(), panels: [Panel(y: Axis(), series: [Series("", values: [1, .nan, 1])])])
    #expect(
      chart.terminal(width: 12, height: 6, glyphs: .ascii) == """
        1.5 +
        1.0 +*     *
        0.5 +
            ++--+--+
             0  1  2
        values not
        drawn: 1 not
        finite
        """)
  }

  @Test func `marks are drawn behind the curve and labelled`() {
    let chart = Chart(
      title: "T", x: Axis(),
      panels: [
        Panel(
          title: "P", y: Axis("loss", unit: "nats"),
          series: [Series("loss", values: [0, 0, 0, 0, 0])],
          marks: [.vertical(x: 2, label: "best"), .band(x: 3...4, label: "bad")])
      ])
    // 18 cells across: x = 2 is cell 8.5 → 9, x = 3 is 12.75 → 13; y = 0 is the middle of ±1.
    #expect(
      chart.terminal(width: 22, height: 8, glyphs: .ascii) == """
        T
        P - loss (nats)
         1 +         : best
         0 +******************
        -1 +         :
           ++--------+---====+
            0        2       4
        == bad
        """)
  }

  @Test func `without colour the legend's markers are on the curves`() {
    let text = Self.pair.terminal(width: 60)
    #expect(text.contains("● falling   ■ rising"))
    let plot = text.split(separator: "\n").dropFirst()
    #expect(plot.contains { $0.contains("●") } && plot.contains { $0.contains("■") })
    #expect(!text.contains("\u{1B}"))
  }

  @Test func `with colour each series has its own`() {
    let text = Self.pair.terminal(width: 60, color: true)
    #expect(text.contains("\u{1B}[38;5;33m━━\u{1B}[0m falling"))
    #expect(text.contains("\u{1B}[38;5;208m━━\u{1B}[0m rising"))
    #expect(text.withoutEscapes.contains("━━ falling   ━━ rising"))
  }

  @Test func `a faint series shares the colour of its line, and is left out without colour`() {
    let points = (0..<50).map { Series.Point(x: Double($0), y: Double($0 % 7)) }
    let chart = Chart(panels: [Panel(y: Axis("loss"), series: Series.noisy("raw", points: points))])
    let line = Chart(panels: [
      Panel(y: Axis("loss", range: 0...6), series: [Series.noisy("raw", points: points)[1]])
    ])
    #expect(chart.terminal(color: true).contains("\u{1B}[2;38;5;33m"))
    #expect(chart.terminal() == line.terminal())
  }

  @Test(arguments: [12, 20, 40])
  func `the height is kept`(height: Int) {
    let lines = Self.pair.terminal(height: height).split(separator: "\n")
    #expect(lines.count == height)
  }

  @Test func `panels share the x axis, labelled once`() {
    let chart = Chart(panels: Self.pair.panels + Self.pair.panels)
    let lines = chart.terminal().split(separator: "\n")
    #expect(lines.count { $0.contains("└") } == 2)
    #expect(lines.count { $0.contains("step") } == 1)
  }

  private static let pair = Chart(panels: [
    Panel(
      y: Axis("rate"),
      series: [Series("falling", values: [1, 0.2, 0]), Series("rising", values: [0, 0.4, 1])])
  ])
}
