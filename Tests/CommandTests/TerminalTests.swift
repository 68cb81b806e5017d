import AnnealCLI
import Charts
import Foundation
import Testing

@Suite struct TerminalTests {
  private func terminal(
    _ environment: [String: String] = [:], isInteractive: Bool = true, columns: Int? = 80
  ) -> Terminal {
    Terminal(environment: environment, isInteractive: isInteractive, columns: columns)
  }

  @Test func `the width is the terminal's, else that of COLUMNS, else 80`() {
    #expect(terminal(["COLUMNS": "50"], columns: 60).width == 60)
    #expect(terminal(["COLUMNS": "50"], columns: nil).width == 50)
    #expect(terminal(["COLUMNS": "x"], columns: nil).width == 80)
    #expect(terminal(columns: 3).width == 20)
    #expect(terminal(columns: 9999).width == 200)
  }

  @Test func `colours are for a terminal that wants them`() {
    #expect(terminal().hasColor)
    #expect(!terminal(isInteractive: false).hasColor)
    #expect(!terminal(["NO_COLOR": "1"]).hasColor)
    #expect(terminal(["NO_COLOR": ""]).hasColor)
    #expect(!terminal(["TERM": "dumb"]).hasColor)
    #expect(terminal().bold("a") == "\u{1B}[1ma\u{1B}[0m")
    #expect(terminal(["NO_COLOR": "1"]).bold("a") == "a")
  }

  @Test(arguments: [
    ([:], true), (["LANG": "de_DE.UTF-8"], true), (["LANG": "C"], false),
    (["LANG": "C", "LC_ALL": "C.utf8"], true), (["LC_ALL": "", "LANG": "POSIX"], false),
    (["LC_CTYPE": "C", "LANG": "C.UTF-8"], false),
    (["LC_CTYPE": "C", "LC_ALL": "C.UTF-8"], true),
  ])
  func `the locale decides the characters`(environment: [String: String], isUnicode: Bool) {
    #expect((terminal(environment).glyphs == .unicode) == isUnicode)
  }

  @Test func `text outside of UTF-8 is spelt out`() {
    #expect(terminal(["LANG": "C"]).plain("8×8 … ⌊t⌋ − π") == "8x8 ... floor(t) - pi")
    #expect(terminal().plain("8×8 …") == "8×8 …")
  }

  @Test func `a long fact is broken at blanks`() {
    let narrow = terminal(columns: 20)
    #expect(narrow.wrapped("aaa bbb ccc", after: 12) == ["aaa bbb", "ccc"])  // 12 + 7 < 20
    #expect(narrow.wrapped("aaa bbbb", after: 12) == ["aaa", "bbbb"])  // the last column is free
    #expect(narrow.wrapped("aaaaaaaaaaaaaaaaaaaaaaaa b", after: 12).count == 2)
    #expect(narrow.wrapped("", after: 12) == [""])
  }

  @Test func `words of a shell are quoted when they must be`() {
    #expect(shellQuoted("runs/a-1") == "runs/a-1")
    #expect(shellQuoted("my runs") == "'my runs'")
    #expect(shellQuoted("it's") == #"'it'\''s'"#)
    #expect(shellQuoted("") == "''")
  }
}
