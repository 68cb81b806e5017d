import Charts
import Testing

@Suite struct PlaneChartTests {
  private static func point(_ x: Double, _ y: Double) -> Series.Point { Series.Point(x: x, y: y) }

  private static let descent = (0..<20).map { step in
    point(4 * PowersOfTen.raised(-0.1 * Double(step)), 2 * PowersOfTen.raised(-0.3 * Double(step)))
  }

  private static func chart(
    _ paths: [Series], minima: [Series.Point] = [point(0, 0)], floor: Double? = 0,
    value: (Double, Double) -> Double = { x, y in x * x + 10 * y * y }
  ) -> Chart {
    let view = PlaneView(of: paths.map(\.points), landmarks: minima)
    return Chart.plane(
      title: "T", subtitle: "x² + 10y²", view: view, paths: paths, minima: minima, floor: floor,
      value: value)
  }

  private static let one = chart([Series("sgd", points: descent)])
  private static let two = chart([
    Series("sgd", points: descent), Series("adam", points: descent.map { point($0.y, $0.x) }),
  ])

  static let hostile: [Chart] = {
    let paths: [[Series.Point]] = [
      [], [point(1, 1)], [point(1, 1), point(1, 1), point(1, 1)], [point(.nan, .nan)],
      [point(0, 0), point(1e30, -1e30), point(.infinity, 0), point(.nan, 1), point(0.1, 0.1)],
      [point(1e30, 1e30), point(-1e30, 1e30)], [point(1e308, -1e308), point(0, 0)],
      (0..<5000).map { point($0 % 2 == 0 ? 1e30 : -1e30, Double($0)) },
    ]
    let values: [(Double, Double) -> Double] = [
      { _, _ in 1 }, { _, _ in .nan }, { x, y in x < 0 ? .nan : x * y }, { x, _ in 1 / x },
      { x, y in x * x + y * y }, { x, _ in x < 0 ? -.infinity : .greatestFiniteMagnitude },
    ]
    return paths.flatMap { path in
      values.flatMap { value in
        [
          chart([Series(Hostile.title, points: path)], value: value),
          chart([Series("", points: path)], minima: [], floor: nil, value: value),
          chart(
            [Series("a", points: path), Series("a", points: [])],
            minima: [point(.nan, 0), point(0, 0)], floor: .nan, value: value),
        ]
      }
    }
  }()

  @Test func `in the terminal, by hand`() {
    let path = Series("sgd", points: [Self.point(-3, -2), Self.point(0, -2), Self.point(0, 0)])
    let map = ContourMap(x: -3...3, y: -2...2) { _, _ in 1 }
    let chart = Chart(
      x: Axis("x"),
      panels: [
        Panel(
          y: Axis("y"), series: [Series("sgd", points: path.points, style: .path)],
          marks: [.target(x: 2, y: 1, label: "minimum"), .point(x: -3, y: -2, label: "")],
          contours: map)
      ])
    // 5 rows are 2 · 5 / (2/3) = 15 columns; x = 0 is cell 7, y = 1 is row 1. Half as
    // many ticks as rows are asked for on the left.
    #expect(
      chart.terminal(width: 40, height: 10, glyphs: .ascii) == """
        y   * sgd
         2 +
           |    minimum X
         0 +       *
           |       *
        -2 +@*******
           +--+----+----+--
              -2   0    2
                   x
        no level lines: the value is the same
        everywhere
        """)
  }

  @Test func `level lines are dim and give way to paths and labels`() {
    let text = Self.one.terminal(width: 60, color: true)
    func startsWithDots(_ run: Substring) -> Bool {
      run.unicodeScalars.first.map { 0x2800...0x28FF ~= $0.value } ?? false
    }
    for code in ["\u{1B}[2m", "\u{1B}[38;5;33m"] {
      #expect(text.split(separator: code).dropFirst().contains(where: startsWithDots))
    }
    let plain = text.withoutEscapes
    #expect(plain.contains("minimum") && plain.contains("start"))
    #expect(plain.contains("●") && plain.contains("•"))
    // A label without a place in the plot would stand on a line of its own after its sign.
    let lines = plain.split(separator: "\n")
    #expect(!lines.contains { $0.hasPrefix("✕") || $0.hasPrefix("◉") })
  }

  @Test func `without colour several paths have the legend's signs`() {
    let text = Self.two.terminal(width: 80)
    #expect(text.contains("● sgd   ■ adam"))
    let plot = text.split(separator: "\n").dropFirst(3).joined()
    #expect(plot.contains("●") && plot.contains("■") && !plot.contains("•"))
    let ascii = Self.two.terminal(width: 80, glyphs: .ascii).split(separator: "\n").dropFirst(3)
    #expect(ascii.joined().contains("*") && ascii.joined().contains("o"))
    #expect(ascii.joined().allSatisfy { $0.isASCII })
  }

  @Test func `without colour level lines are dotted`() {
    func dots(_ color: Bool) -> Int {
      Self.chart([]).terminal(color: color).unicodeScalars
        .filter { 0x2800...0x28FF ~= $0.value }
        .reduce(0) { $0 + ($1.value - 0x2800).nonzeroBitCount }
    }
    #expect(dots(false) > 100 && dots(true) > 2 * dots(false))
  }

  @Test func `both axes of an SVG have one scale`() throws {
    let lines = XMLReader(Self.one.svg()).elements
      .filter { $0.name == "line" && $0.attributes["class"] == "c-grid" }.map(\.attributes)
    let xs = lines.filter { $0["x1"] == $0["x2"] }.compactMap { $0["x1"].flatMap(Double.init) }
    let ys = lines.filter { $0["y1"] == $0["y2"] }.compactMap { $0["y1"].flatMap(Double.init) }
    // Ticks are one unit apart on both axes.
    let across = try #require(xs.count > 2 ? xs[1] - xs[0] : nil)
    let up = try #require(ys.count > 2 ? abs(ys[1] - ys[0]) : nil)
    let text = XMLReader(Self.one.svg()).text
    #expect(text.contains("Paths and level lines over x"))
    let ratio = across / up
    #expect([0.5, 1, 2].contains { abs(ratio / $0 - 1) < 0.01 }, "\(ratio)")
  }

  @Test func `an SVG has a path for each level, and the steps, end and marks`() {
    let reader = XMLReader(Self.two.svg())
    let classes = reader.classes("path")
    #expect(classes.count { $0 == "c-level" } == 12)
    for color in ["c-s0", "c-s1"] {
      #expect(classes.count { $0 == "c-line \(color) c-steps" } == 1)
      #expect(classes.count { $0 == "c-line \(color) c-last" } == 1)
    }
    #expect(classes.count { $0 == "c-target" } == 1)
    #expect(reader.classes("circle") == ["c-spot", "c-spot"])
    #expect(reader.text.contains("times the one before"))
  }

  @Test func `what leaves the view is in a footnote`() {
    let wild = Self.descent + [Self.point(1e30, 0), Self.point(.nan, 0), Self.point(-1e30, 5)]
    let chart = Self.chart([Series("sgd", points: wild), Series("adam", points: Self.descent)])
    let note =
      "sgd: steps not drawn: 2 outside the view (the first at step 20), "
      + "1 not finite (the first at step 21)"
    #expect(chart.svg().contains(note) && !chart.svg().contains("adam: "))
    #expect(chart.terminal(width: 120).hasSuffix(note))
    // The level lines are those of the path that stays.
    #expect(chart.panels[0].contours == Self.one.panels[0].contours)
  }

  @Test func `hostile planes are well-formed and fit`() {
    for chart in Self.hostile {
      let svg = chart.svg(width: 360)
      let reader = XMLReader(svg)
      #expect(reader.isWellFormed)
      let values = reader.elements.flatMap { $0.attributes.filter { $0.key != "class" }.values }
      #expect(!values.contains { $0.contains("nan") || $0.contains("inf") })
      for (width, color) in [(0, false), (5, true), (20, false), (80, true)] {
        let text = chart.terminal(width: width, color: color)
        for line in text.withoutEscapes.split(separator: "\n") {
          #expect(DisplayWidth.of(String(line)) <= width, "\(line)")
        }
      }
    }
  }

  @Test func `coordinates of an SVG stay in its plot`() throws {
    for chart in Self.hostile {
      for element in XMLReader(chart.svg(width: 360)).elements
      where element.attributes["class"] == "c-level" {
        let data = try #require(element.attributes["d"])
        let numbers = data.split { "ML ".contains($0) }.compactMap { Double($0) }
        #expect(numbers.allSatisfy { 0...400 ~= $0 })
      }
    }
  }

  @Test func `charts without a plane do not carry its style`() {
    #expect(!Chart(panels: []).svg().contains("c-level"))
    #expect(Self.one.svg().contains(".c-level{"))
  }

  @Test func `maps of unlike extents in one chart stop the program`() async {
    await #expect(processExitsWith: .failure) {
      let maps = [0...1.0, 0...2].map { x in ContourMap(x: x, y: 0...1) { x, _ in x } }
      _ = Chart(panels: maps.map { Panel(y: Axis(), series: [], contours: $0) })
    }
  }
}
