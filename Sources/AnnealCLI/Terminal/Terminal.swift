public import Charts
internal import Foundation

/// The abilities of the terminal at standard output.
public struct Terminal: Sendable {
  /// Whether standard output is a terminal, not a file or a pipe.
  public let isInteractive: Bool
  /// Whether a line can be overwritten: on a terminal that is not dumb.
  public let overwrites: Bool
  /// The columns: the terminal's, else `COLUMNS`, else 80.
  public let width: Int
  /// Whether to use colours: on a terminal that is not dumb, unless `NO_COLOR` is set.
  public let hasColor: Bool
  /// The characters it can show: ASCII only, unless the locale is UTF-8.
  public let glyphs: TerminalGlyphs

  /// Standard output as it is now.
  public static var standard: Terminal {
    Terminal(
      environment: ProcessInfo.processInfo.environment, isInteractive: isatty(STDOUT_FILENO) == 1,
      columns: columns())
  }

  package init(environment: [String: String], isInteractive: Bool, columns: Int?) {
    self.isInteractive = isInteractive
    let wanted = columns ?? environment["COLUMNS"].flatMap(Int.init) ?? 80
    width = min(max(wanted, 20), 200)
    let refused = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
    overwrites = isInteractive && environment["TERM"] != "dumb"
    hasColor = overwrites && !refused
    let locale =
      [environment["LC_ALL"], environment["LC_CTYPE"], environment["LANG"]]
      .compactMap { $0 }.first { !$0.isEmpty }
    // A pipe, a container or a service seldom sets a locale, and its reader wants UTF-8.
    glyphs = locale.map { $0.uppercased().contains("UTF") ? .unicode : .ascii } ?? .unicode
  }

  private static func columns() -> Int? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// `text` in bold, if colours are used.
  public func bold(_ text: String) -> String { hasColor ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
  /// `text` in faint print, if colours are used.
  public func dim(_ text: String) -> String { hasColor ? "\u{1B}[2m\(text)\u{1B}[0m" : text }

  /// Overwrites the line of the cursor, if the terminal can.
  public func overwriteLine(_ text: String) {
    if overwrites { say("\r\u{1B}[2K\(plain(text))", terminator: "") }
  }

  /// `text` in characters that the terminal can show.
  public func plain(_ text: String) -> String {
    guard glyphs == .ascii else { return text }
    return text.reduce(into: "") { $0 += Self.spellings[$1] ?? String($1) }
  }

  private static let spellings: [Character: String] = [
    "…": "...", "×": "x", "·": "*", "−": "-", "–": "-", "π": "pi", "→": "->", "≤": "<=",
    "≥": ">=", "⌊": "floor(", "⌋": ")", "√": "sqrt",
  ]

  /// Prints a fact: its name in the first column, and its value.
  public func printFact(_ name: String, _ text: String) {
    let title = name.padding(toLength: max(name.count, 11), withPad: " ", startingAt: 0)
    let lines = isInteractive ? wrapped(plain(text), after: title.count + 1) : [plain(text)]
    let indent = String(repeating: " ", count: title.count + 1)
    say("\(dim(title)) \(lines.joined(separator: "\n" + indent))")
  }

  /// `text` in lines, broken at blanks, that fit beside `indent` columns.
  package func wrapped(_ text: String, after indent: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      if let last = lines.last, indent + last.count + 1 + word.count < width {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
