import Charts
import Testing

@Suite struct HTMLPageTests {
  private let chart = Chart(panels: [
    Panel(y: Axis("loss"), series: [Series("loss", values: [2, 1])])
  ])

  /// The page as XML: without the document type, which is HTML's own.
  private func reader(_ page: HTMLPage) -> XMLReader {
    XMLReader(String(page.html().drop { $0 != "\n" }))
  }

  @Test func `hostile text is escaped everywhere`() {
    let text = Hostile.title
    let page = HTMLPage(
      title: text, subtitle: text,
      blocks: [
        .heading(text), .paragraph(text), .notation(text),
        .figures([.init(text, text, note: text)]),
        .table(Table(columns: [.init(text)], rows: [[text]]), caption: text),
        .chart(Hostile.chart([1, 2], x: .linear, y: .log), caption: text),
        .pictures([.init("Qk0=", type: "image/bmp", caption: text)], caption: text),
      ], footer: text)
    let reader = reader(page)
    #expect(reader.isWellFormed)
    #expect(!reader.elements.contains { $0.name == "b" })
  }

  @Test func `a picture is in the page itself and is described`() {
    let page = HTMLPage(
      title: "t",
      blocks: [.pictures([.init("Qk0=", type: "image/bmp", caption: "a 7")], caption: "")])
    #expect(page.html().contains("<img alt=\"a 7\" src=\"data:image/bmp;base64,Qk0=\"/>"))
    #expect(reader(page).isWellFormed)
    #expect(!page.html().contains("<figcaption>"))
  }

  @Test func `blocks come in order`() {
    let page = HTMLPage(
      title: "t", blocks: [.paragraph("p"), .figures([.init("loss", "0.2")]), .heading("h")],
      footer: "f")
    let names = reader(page).elements.map(\.name)
    #expect(page.html().contains("<footer>f</footer>"))
    #expect(
      names.drop { $0 != "main" } == [
        "main", "header", "h1", "p", "dl", "div", "dt", "dd", "h2", "footer",
      ])
  }

  @Test func `a chart is drawn for wide and for narrow windows under one style sheet`() {
    let reader = reader(HTMLPage(title: "t", blocks: [.chart(chart, caption: "c")]))
    let widths = reader.elements.filter { $0.name == "svg" }.map { $0.attributes["width"] }
    #expect(widths == ["760", "360"])
    #expect(reader.elements.count { $0.name == "style" } == 1)
    #expect(reader.elements.count { $0.name == "figcaption" } == 1)
  }

  @Test func `tables align as they do in the terminal`() {
    let table = Table(columns: ["name", "loss"], rows: [["a", "1.5"], ["b"]])
    let reader = reader(HTMLPage(title: "t", blocks: [.table(table, caption: "")]))
    #expect(reader.classes("td") == ["text", "number", "text", "number"])
  }

  @Test func `notation keeps its lines`() {
    let reader = reader(HTMLPage(title: "t", blocks: [.notation("a <\n  b")]))
    #expect(reader.text.contains("a <\n  b"))
  }

  @Test func `the page loads nothing`() {
    let html = HTMLPage(title: "t", blocks: [.chart(chart, caption: "")]).html()
    #expect(!html.contains("<script") && !html.contains("<link") && !html.contains("url("))
    #expect(html.contains("width=device-width") && html.contains("prefers-color-scheme: dark"))
  }
}
