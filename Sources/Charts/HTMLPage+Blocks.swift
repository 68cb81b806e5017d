extension HTMLPage.Block {
  /// Writes the block as HTML that is also well-formed XML.
  func write(into page: inout Markup) {
    switch self {
    case .heading(let text): page.element("h2", text)
    case .paragraph(let text): page.element("p", text)
    case .notation(let text):
      page.open("pre")
      page.element("code", text)
      page.close("pre")
    case .figures(let figures):
      guard !figures.isEmpty else { return }
      page.open("dl")
      for figure in figures {
        page.open("div")
        page.element("dt", figure.name)
        page.element("dd", figure.value)
        if !figure.note.isEmpty { page.element("dd", ["class": "note"], figure.note) }
        page.close("div")
      }
      page.close("dl")
    case .chart(let chart, let caption):
      page.open("figure")
      // Two drawings, of which the style sheet shows one: scaling one down for a phone would
      // make its text too small to read.
      for (name, width) in [("wide", 760.0), ("narrow", 360.0)] {
        page.open("div", ["class": name])
        page.raw(SVGChart(chart, width: width).text(hasStyle: false))
        page.close("div")
      }
      if !caption.isEmpty { page.element("figcaption", caption) }
      page.close("figure")
    case .pictures(let pictures, let caption):
      page.open("figure", ["class": "pictures"])
      for picture in pictures {
        page.open("div")
        page.empty(
          "img",
          ["alt": picture.caption, "src": "data:\(picture.type);base64,\(picture.base64)"])
        page.element("p", picture.caption)
        page.close("div")
      }
      if !caption.isEmpty { page.element("figcaption", caption) }
      page.close("figure")
    case .table(let table, let caption): write(table, caption: caption, into: &page)
    }
  }

  private func write(_ table: Table, caption: String, into page: inout Markup) {
    let styles = table.columns.indices.map { table.isRightAligned($0) ? "number" : "text" }
    page.open("div", ["class": "table"])
    page.open("table")
    if !caption.isEmpty { page.element("caption", caption) }
    page.open("thead")
    page.open("tr")
    for (column, style) in zip(table.columns, styles) {
      page.element("th", ["scope": "col", "class": style], column.title)
    }
    page.close("tr")
    page.close("thead")
    page.open("tbody")
    for row in table.rows {
      page.open("tr")
      for (index, style) in styles.enumerated() {
        page.element("td", ["class": style], table.cell(row, index))
      }
      page.close("tr")
    }
    page.close("tbody")
    page.close("table")
    page.close("div")
  }
}
