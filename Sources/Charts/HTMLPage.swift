/// A report that is one file: text, key figures, charts, tables and notation.
///
/// ```swift
/// let page = HTMLPage(
///   title: "digits", subtitle: "cosine with warmup",
///   blocks: [
///     .figures([.init("final loss", "0.213", note: "validation")]),
///     .chart(chart, caption: "Rate and loss."),
///     .notation("cosine(from: 3e-4, to: 0).warmup(500)"),
///   ],
///   footer: "seed 7")
/// ```
///
/// The page loads nothing, runs no script, and reads well on a phone, on paper, in light and in
/// dark. All text is escaped.
public struct HTMLPage: Hashable, Sendable {
  /// A value worth a large print.
  public struct Figure: Hashable, Sendable {
    /// The title.
    public let name: String
    /// The value with its unit.
    public let value: String
    /// A remark in small print; may be empty.
    public let note: String

    /// Creates a figure.
    public init(_ name: String, _ value: String, note: String = "") {
      (self.name, self.value, self.note) = (name, value, note)
    }
  }

  /// A picture that the page holds itself.
  public struct Picture: Hashable, Sendable {
    /// The file in Base64.
    public let base64: String
    /// Its media type, such as `image/png`.
    public let type: String
    /// The line beneath it, which also describes it to those who cannot see it.
    public let caption: String

    /// Creates a picture.
    public init(_ base64: String, type: String, caption: String) {
      (self.base64, self.type, self.caption) = (base64, type, caption)
    }
  }

  /// A part of the page.
  public enum Block: Hashable, Sendable {
    /// A heading within the page.
    case heading(String)
    /// A paragraph of plain text.
    case paragraph(String)
    /// A grid of key figures.
    case figures([Figure])
    /// A chart with a caption, which may be empty.
    case chart(Chart, caption: String)
    /// A table with a caption, which may be empty.
    case table(Table, caption: String)
    /// A grid of small pictures with a caption, which may be empty.
    case pictures([Picture], caption: String)
    /// Text in a monospaced font whose lines are kept, such as a schedule or a command.
    case notation(String)
  }

  /// The headline and the title of the window.
  public let title: String
  /// A line beneath the headline; may be empty.
  public let subtitle: String
  /// The parts, in order.
  public let blocks: [Block]
  /// The last line; may be empty.
  public let footer: String

  /// Creates a page.
  public init(title: String, subtitle: String = "", blocks: [Block], footer: String = "") {
    (self.title, self.subtitle, self.blocks, self.footer) = (title, subtitle, blocks, footer)
  }

  /// The HTML file.
  public func html() -> String {
    var page = Markup()
    page.raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>\n")
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
    page.raw("<meta name=\"color-scheme\" content=\"light dark\"/>\n")
    page.element("title", title)
    page.raw(
      "<style>\(HTMLStylesheet.text)\(SVGStylesheet.text)\(SVGStylesheet.plane)</style></head>\n<body><main>\n"
    )
    page.open("header")
    page.element("h1", title)
    if !subtitle.isEmpty { page.element("p", subtitle) }
    page.close("header")
    for block in blocks { block.write(into: &page) }
    if !footer.isEmpty { page.element("footer", footer) }
    page.raw("</main></body></html>\n")
    return page.text
  }
}
