import Charts
import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Collects elements and attributes, and whether the text was well-formed.
final class XMLReader: NSObject, XMLParserDelegate {
  private(set) var elements: [(name: String, attributes: [String: String])] = []
  private(set) var text = ""
  private(set) var isWellFormed = false

  init(_ xml: String) {
    super.init()
    let parser = XMLParser(data: Data(xml.utf8))
    parser.delegate = self
    isWellFormed = parser.parse()
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    elements.append((name, attributes))
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

  func classes(_ name: String) -> [String] {
    elements.filter { $0.name == name }.compactMap { $0.attributes["class"] }
  }
}

@Suite struct SVGChartTests {
  @Test func `hostile charts are well-formed and have finite coordinates`() {
    for chart in Hostile.all {
      for width in [120.0, 360, 720] {
        let svg = chart.svg(width: width)
        let reader = XMLReader(svg)
        #expect(reader.isWellFormed, "\(svg)")
        let values = reader.elements.flatMap { $0.attributes.filter { $0.key != "class" }.values }
        #expect(!values.contains { $0.contains("nan") || $0.contains("inf") })
      }
    }
  }

  @Test func `it describes itself and escapes its title`() throws {
    let reader = XMLReader(Hostile.chart([1, 2], x: .linear, y: .linear).svg())
    let root = try #require(reader.elements.first)
    #expect(root.name == "svg" && root.attributes["role"] == "img")
    #expect(root.attributes["viewBox"]?.hasPrefix("0 0 720 ") == true)
    #expect(reader.elements.map(\.name).prefix(4) == ["svg", "title", "desc", "style"])
    #expect(reader.text.contains("a <b> & \"c\" 'd' 🚀 学习"))
    #expect(!reader.elements.contains { $0.name == "b" })
  }

  @Test func `a straight line by hand`() {
    // The plot: left = 16 + 20 + 8 = 44 ("0.0" is estimated at 18.24, below the minimum of 20),
    // right = max(16, 18.24 / 2 + 6) = 16, so x = 44 … 704; the top is 12 + 24 = 36, the height
    // 0.36 · 720 = 259.2 → 259, so y = 36 … 295. Both ends touch the edges: the ranges are given.
    let chart = Chart(
      x: Axis(),
      panels: [
        Panel(y: Axis(range: 0...1), series: [Series("", points: [(x: 0, y: 0), (x: 1, y: 1)])])
      ])
    let paths = XMLReader(chart.svg()).elements.filter { $0.name == "path" }
    #expect(paths.map { $0.attributes["d"] } == ["M44 295L704 36"])
  }

  @Test func `faint is under strong, in the same colour, and not in the legend`() {
    let points = (0..<9).map { Series.Point(x: Double($0), y: Double($0)) }
    let chart = Chart(panels: [
      Panel(
        y: Axis("loss"),
        series: [Series("other", points: points)] + Series.noisy("raw", points: points))
    ])
    let reader = XMLReader(chart.svg())
    // Two legend samples, then the curves, faint first.
    #expect(
      reader.classes("path") == [
        "c-line c-s0 c-strong", "c-line c-s1 c-strong",
        "c-line c-s1 c-faint", "c-line c-s0", "c-line c-s1 c-strong",
      ])
    #expect(reader.text.contains("raw, smoothed"))
  }

  @Test func `both schemes are styled`() {
    let svg = Chart(panels: []).svg()
    #expect(svg.contains("@media (prefers-color-scheme: dark)"))
    #expect(!svg.contains("http://www.w3.org/1999") && !svg.contains("url("))
  }

  @Test func `marks are drawn with their labels`() {
    let chart = Chart(panels: [
      Panel(
        y: Axis("loss"), series: [Series("", values: [3, 2, 1, 2, 3])],
        marks: [
          .vertical(x: 1, label: "suggested 2.1e-3"), .band(x: 1...2, label: "safe"),
          .horizontal(y: 2.5, label: "guess"), .point(x: 2, y: 1, label: "lowest"),
        ])
    ])
    let reader = XMLReader(chart.svg())
    #expect(reader.classes("line").count { $0 == "c-mark" } == 2)
    #expect(reader.classes("rect") == ["c-paper", "c-band"])
    #expect(reader.classes("circle") == ["c-spot"])
    let labels = reader.elements.filter { $0.attributes["class"] == "c-label" }
    #expect(labels.count == 4)
    // The two that start at x = 1 are on different rows.
    #expect(Set(labels.prefix(2).map { $0.attributes["y"] }).count == 2)
  }

  @Test func `separate points are strokes of no length, in the plot and in the legend`() {
    let series = ["a", "b"].map { Series($0, values: [1, 2], style: .points) }
    let reader = XMLReader(Chart(panels: [Panel(y: Axis("loss"), series: series)]).svg())
    let paths = reader.elements.filter { $0.name == "path" }.compactMap { $0.attributes["d"] }
    #expect(paths.count == 4 && paths.allSatisfy { $0.hasSuffix("h0") && !$0.contains("L") })
  }

  @Test func `the axes reach marks beyond the data`() {
    let panel = Panel(
      y: Axis("loss"), series: [Series("", values: [1, 2])],
      marks: [.point(x: 50, y: 900, label: "far")])
    let reader = XMLReader(Chart(panels: [panel]).svg())
    #expect(reader.text.contains("from 0 to 50. "))
    #expect(reader.classes("circle") == ["c-spot"])
  }

  @Test func `a straight line has few points, and a corner or a spike all of its own`() {
    func path(_ values: [Double]) -> String? {
      let chart = Chart(panels: [Panel(y: Axis(""), series: [Series("", values: values)])])
      return XMLReader(chart.svg()).elements.first { $0.name == "path" }?.attributes["d"]
    }
    // 1001 points over 664 pixels; one stroke stands for 64 of them
    let line = path((0...1000).map { Double($0) })
    #expect((line?.split(separator: "L").count).map { 10...40 ~= $0 } == true)
    let spike = path((0...100).map { $0 == 50 ? 1 : 0 })?.split(separator: "L")
    #expect(spike?.count == 5 || spike?.count == 7)  // the ends, the feet, the top, a break at 64
    // 36 + 259 · 0.05/1.05: the top of a panel whose axis goes on a twentieth beyond the data
    #expect(spike?.contains { $0.hasSuffix(" 48.3") } == true)
    // a step of one pixel stays a step: 0 … 0, 1 … 1
    let step = path((0...100).map { $0 < 50 ? 0 : 1 })?.split(separator: "L")
    #expect((step?.count).map { 4...6 ~= $0 } == true)
  }

  @Test func `many points make a small file`() {
    let values = (0..<200_000).map { Double(($0 * 7919) % 1000) }
    let chart = Chart(panels: [Panel(y: Axis("loss"), series: [Series("loss", values: values)])])
    #expect(chart.svg().utf8.count < 100_000)
  }
}
