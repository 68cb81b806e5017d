import Charts
import Testing

@Suite struct TableTests {
  private let table = Table(
    columns: ["schedule", "loss", "remark"],
    rows: [["cosine 学习", "0.213", "best of all"], ["linear", "12.5"], ["steps", "nan", "", "x"]])

  @Test func `numbers stand at the right and text at the left`() {
    #expect(
      table.terminal() == """
        schedule      loss  remark
        ───────────  ─────  ───────────
        cosine 学习  0.213  best of all
        linear        12.5
        steps          nan
        """)
  }

  @Test func `a narrow terminal shortens the widest column first`() {
    #expect(
      table.terminal(width: 24) == """
        schedule   loss  remark
        ────────  ─────  ───────
        cosine …  0.213  best o…
        linear     12.5
        steps       nan
        """)
  }

  @Test func `a wrapped column goes on in the next line`() {
    let table = Table(
      columns: [.init("optimizer", isWrapped: true), "loss"],
      rows: [["sgd(momentum: 0.9, nesterov: true)", "0.2"], ["adam", "0.1"]])
    #expect(
      table.terminal(width: 22) == """
        optimizer         loss
        ────────────────  ────
        sgd(momentum:      0.2
        0.9, nesterov:
        true)
        adam               0.1
        """)
    #expect(table.terminal().split(separator: "\n").count == 4)
  }

  @Test func `a wrapped column gives way to the others, down to its longest word`() {
    let table = Table(
      columns: [.init("name", isWrapped: true), "range"],
      rows: [["one two three", "0.1 to 0.2, 1 lost"], ["unbreakable", "–"]])
    #expect(
      table.terminal(width: 31) == """
        name         range
        ───────────  ──────────────────
        one two      0.1 to 0.2, 1 lost
        three
        unbreakable  –
        """)
    #expect(
      table.terminal(width: 22) == """
        name        range
        ──────────  ──────────
        one two     0.1 to 0.…
        three
        unbreakab…  –
        """)
  }

  @Test func `ascii has no other characters`() {
    let text = Table(columns: ["a long title"], rows: [["1"]]).terminal(width: 6, glyphs: .ascii)
    #expect(text == "a lon~\n------\n     1")
  }

  @Test(arguments: [0, 1, 3, 8, 20, 79])
  func `no line is wider than asked`(width: Int) {
    for line in table.terminal(width: width).split(separator: "\n") {
      #expect(DisplayWidth.of(String(line)) <= width)
    }
  }

  @Test(arguments: [
    (["1.5k", "3e-4"], true), (["0.21 ± 0.01"], true), (["-5 %", "–"], true), (["12 s", ""], true),
    (["3 runs of 5"], false), (["a1"], false), (["", "-"], false), (["inf", "1"], true),
  ])
  func `a column of numbers is recognized`(cells: [String], isNumeric: Bool) {
    let table = Table(columns: ["a wide title"], rows: cells.map { [$0] })
    let line = table.terminal().split(separator: "\n")[2]
    #expect((line.first == " ") == isNumeric)
  }

  @Test func `an alignment can be asked for`() {
    let table = Table(columns: [.init("n", alignment: .left)], rows: [["1"], ["10"]])
    #expect(table.terminal() == "n\n──\n1\n10")
    let empty = Table(columns: [], rows: [[], ["x"]])
    #expect(empty.terminal().allSatisfy { $0 == "\n" })
  }
}
