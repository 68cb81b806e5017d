/// A line of terminal text whose characters know what they belong to.
///
/// Width and colour are settled when the line is rendered, so that cutting a line never cuts an
/// escape sequence.
struct StyledLine: Equatable {
  /// What a character belongs to.
  enum Ink: Hashable {
    case plain, dim, bold, mark, contour
    case series(Int)
    case faint(Int)
  }

  /// A character with its ink.
  struct Glyph: Equatable {
    var character: Character
    var ink: Ink
  }

  private(set) var glyphs: [Glyph] = []

  init() {}

  init(_ text: String, _ ink: Ink = .plain) { append(text, ink) }

  var width: Int { glyphs.reduce(0) { $0 + DisplayWidth.of($1.character) } }

  mutating func append(_ text: String, _ ink: Ink = .plain) {
    glyphs += DisplayWidth.line(text).map { Glyph(character: $0, ink: ink) }
  }

  mutating func append(_ other: StyledLine) { glyphs += other.glyphs }

  mutating func append(_ row: [Glyph]) { glyphs += row }

  /// Appends blanks until the line is `width` columns wide.
  mutating func pad(to width: Int) {
    append(String(repeating: " ", count: max(0, width - self.width)))
  }

  /// Writes over the glyphs from `column` on; the line has only narrow characters up to there.
  mutating func overwrite(_ text: String, at column: Int, _ ink: Ink = .plain) {
    pad(to: column + DisplayWidth.of(text))
    for (offset, character) in text.enumerated() {
      glyphs[column + offset] = Glyph(character: character, ink: ink)
    }
  }

  /// The text cut to a width, without blanks at the end, with or without ANSI colours.
  func rendered(width: Int, color: Bool, ellipsis: Character) -> String {
    var glyphs = glyphs
    if self.width > width {
      var columns = 0
      let room = max(0, width - 1)
      let count = glyphs.prefix { glyph in
        columns += DisplayWidth.of(glyph.character)
        return columns <= room
      }.count
      glyphs = Array(glyphs.prefix(count))
      if width > 0 { glyphs.append(Glyph(character: ellipsis, ink: .dim)) }
    }
    while glyphs.last?.character == " " { glyphs.removeLast() }
    var text = ""
    var current = Ink.plain
    for glyph in glyphs {
      if color && glyph.ink != current {
        text += Self.reset(from: current) + glyph.ink.code
        current = glyph.ink
      }
      text.append(glyph.character)
    }
    return text + Self.reset(from: current)
  }

  private static func reset(from ink: Ink) -> String { ink == .plain ? "" : "\u{1B}[0m" }
}

extension StyledLine.Ink {
  /// The 256-colour palette's nearest to the palette of the SVG renderer, of middle lightness so
  /// that they can be read on black and on white.
  private static let palette = [33, 208, 36, 170, 178, 75]

  /// The escape sequence that switches to this ink from plain text.
  fileprivate var code: String {
    switch self {
    case .plain: ""
    case .dim, .contour: "\u{1B}[2m"
    case .bold: "\u{1B}[1m"
    case .mark: "\u{1B}[1m"
    case .series(let index): "\u{1B}[38;5;\(Self.palette[index % Self.palette.count])m"
    case .faint(let index): "\u{1B}[2;38;5;\(Self.palette[index % Self.palette.count])m"
    }
  }
}
