/// The characters that a terminal can show.
public enum TerminalGlyphs: Sendable, Hashable, CaseIterable {
  /// Braille patterns, box drawing and block elements; for UTF-8 terminals.
  case unicode
  /// Only the 95 printable characters of ASCII; titles and names are shown as they are given.
  case ascii

  var ellipsis: Character { self == .unicode ? "…" : "~" }
  var verticalAxis: Character { self == .unicode ? "│" : "|" }
  var verticalTick: Character { self == .unicode ? "┤" : "+" }
  var horizontalAxis: Character { self == .unicode ? "─" : "-" }
  var horizontalTick: Character { self == .unicode ? "┬" : "+" }
  var bandOnAxis: Character { self == .unicode ? "━" : "=" }
  var corner: Character { self == .unicode ? "└" : "+" }
  var verticalMark: Character { self == .unicode ? "┊" : ":" }
  var horizontalMark: Character { self == .unicode ? "┈" : "-" }
  var pointMark: Character { self == .unicode ? "◉" : "@" }
  var targetMark: Character { self == .unicode ? "✕" : "X" }
  var step: Character { self == .unicode ? "•" : "*" }
  var legendLine: String { self == .unicode ? "━━" : "--" }
  var separator: String { self == .unicode ? " · " : " - " }

  /// The sign that stands for a series wherever colour does not.
  func marker(_ index: Int) -> Character {
    let markers: [Character] =
      self == .unicode ? ["●", "■", "▲", "◆", "○", "□"] : ["*", "o", "x", "+", "#", "%"]
    return markers[index % markers.count]
  }
}
