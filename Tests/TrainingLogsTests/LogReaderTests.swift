import Testing
import TrainingLogs

@Suite struct LogReaderTests {
  private func log(_ text: String, name: String = "log") throws -> TrainingLog {
    try TrainingLog(LogFile(Array(text.utf8), name: name))
  }

  private func values(_ text: String, _ column: String, name: String = "log") throws -> [Double] {
    try #require(try log(text, name: name).runs.first?.column(column)).values
  }

  @Test func `a table has names with blanks and quotes, and fields without values`() throws {
    let text = "\u{FEFF}  epoch, \"x/lr0\" ,note\r\n 0 , 0.1 ,a\r\n1,NA,b\r\n\r\n2,,\r\n3,1e-3,\r\n"
    #expect(try values(text, "x/lr0") == [0.1, 1e-3])
    #expect(try values(text, "epoch") == [0, 1, 2, 3])
    let found = try log(text)
    #expect(found.runs[0].columns.map(\.name).prefix(2) == ["epoch", "x/lr0"])
    #expect(found.runs[0].column("x/lr0")?.rows == [0, 3])
    #expect(
      found.skipped.map(\.description) == ["2 fields that are no numbers, the first at line 2"])
  }

  @Test(arguments: [",", ";", "\t"])
  func `fields are separated by commas, semicolons or tabs`(separator: String) throws {
    let text = "step,lr\n1,0.5\n2,0.25\n".replacing(",", with: separator)
    #expect(try values(text, "lr") == [0.5, 0.25])
  }

  @Test func `a header of commas without end is refused`() {
    let text = "step,lr" + String(repeating: ",", count: 100_000) + "\n0,1\n"
    let error = #expect(throws: LogError.self) { try log(text) }
    #expect(error?.requirement == "a table must have at most 100,000 columns")
  }

  @Test func `a row cut short and a header in the midst are told`() throws {
    let found = try log("step,lr\n1,0.5\n2\nstep,lr\n3,0.25\n")
    #expect(found.runs[0].column("lr")?.values == [0.5, 0.25])
    #expect(
      found.skipped.map(\.description) == [
        "1 rows with other fields than the header, the first at line 3",
        "1 headers in the midst, the first at line 4",
      ])
  }

  @Test func `lines of JSON have members of members, and validation is no row`() throws {
    let text = """
      {"env_info": "linux", "seed": 0}
      {"mode": "train", "iter": 50, "lr": [0.1, 0.2], "loss": {"cls": 2}}
      {"mode": "val", "iter": 50, "lr": [9, 9]}
      {"mode": "train", "iter": 100, "lr": [0.05, 0.1], "loss": {"cls": NaN}}
      not JSON
      """
    #expect(try values(text, "lr/0") == [0.1, 0.05])
    #expect(try values(text, "lr/1") == [0.2, 0.1])
    let loss = try values(text, "loss/cls")
    #expect(loss[0] == 2 && loss[1].isNaN)
    #expect(
      try log(text).skipped.map(\.what) == [
        "rows of a validation", "lines that are no JSON objects",
      ])
  }

  @Test func `a trainer's state has its history, its length, and bare NaN`() throws {
    let text = """
      {"best": Infinity, "log_history": [{"step": 10, "lr": 0.1, "loss": NaN}, {"step": 20,
      "lr": "5e-2"}, {"eval_loss": -Infinity, "step": 20}], "max_steps": 30, "x": "NaN \\" \\u00e4"}
      """
    let run = try #require(try log(text).runs.first)
    #expect(run.length == 30)
    #expect(run.column("lr")?.values == [0.1, 0.05])
    #expect(run.column("eval_loss")?.values == [-.infinity])
  }

  @Test(arguments: [
    #"{"loss": [1, 0.5], "learning_rate": [0.1, 0.05]}"#,
    #"{"history": {"loss": [1, null], "learning_rate": [0.1, 0.05]}, "epoch": [0, 1]}"#,
    "{'loss': [1.0, 0.5], 'learning_rate': [0.1, 0.05], }",
  ])
  func `a History has a row for each epoch`(text: String) throws {
    let run = try #require(try log(text).runs.first)
    #expect(run.column("learning_rate")?.values == [0.1, 0.05])
    #expect(run.rowUnit == .epochs)
  }

  @Test func `what scripts print has the numbers behind its words`() throws {
    let text = """
      loading 3 files
      step 1/100 | loss 10.9 | norm 2.5e+00 | lr 3.00e-04 | 12 ms
      step 2/100 | loss 9.9 | norm 1.5e+00 | lr 6.00e-04 | 12 ms
      """
    #expect(try values(text, "step") == [1, 2])
    #expect(try values(text, "lr") == [3e-4, 6e-4])
    #expect(try values("s:0 tel:10.9\ns:10 trl:9.5 lr:-1e-3\n", "s") == [0, 10])
    #expect(try values("s:0 tel:10.9\ns:10 trl:9.5 lr:-1e-3\n", "lr") == [-1e-3])
    // the total after a slash is no second value, and a count alone is no row
    #expect(throws: LogError.self) { try log("epoch 1/10\nepoch 2/10\n") }
    #expect(
      try values("iter 0: loss 4.2, time 3.1ms\niter 10: loss 3.2, time 3ms\n", "loss") == [
        4.2, 3.2,
      ])
  }

  @Test func `digits are those that a number was written with`() throws {
    let table = try log("s,lr\n1,3.530e-05\n2,3.0e-04\n")
    #expect(table.runs[0].column("lr")?.resolution == 5e-8)
    let fixed = try log("s,lr\n1,0.1\n2,0.09\n")
    #expect(fixed.runs[0].column("lr")?.resolution == 0.005)
    let json = try log("{\"s\": 1, \"lr\": 0.00999}\n{\"s\": 2, \"lr\": 0.00123}\n")
    #expect(json.runs[0].column("lr")?.resolution == 5e-6)
  }

  @Test(arguments: [
    ("", "an empty file"), ("{\"a\": ", "JSON with a mistake in it, or more values"),
    ("hello\nworld of words\n", "2 lines of something else"),
    (String(repeating: "[", count: 100_000), "JSON with a mistake in it, or more values"),
  ])
  func `what is no log says so`(text: String, received: String) {
    let error = #expect(throws: LogError.self) { try log(text) }
    #expect(error?.received == received)
  }

  private static let noText: [(bytes: [UInt8], received: String)] = [
    ([UInt8]("step,lr\n1,0.5\n2,\0".utf8), "17 bytes that are no text"),
    (noise, "3000 bytes that are no text"),
    ([0xFF, 0xFE, 0x73], "UTF-16"),
    ([0x1F, 0x8B, 8, 0], "gzip, which must be unpacked first"),
  ]

  private static var noise: [UInt8] {
    (0..<3000).map { (place: Int) -> UInt8 in
      UInt8(truncatingIfNeeded: place * place * 7 / 3 | 1)
    }
  }

  @Test(arguments: noText)
  func `bytes that are no text say so`(bytes: [UInt8], received: String) {
    let error = #expect(throws: LogError.self) { try TrainingLog(LogFile(bytes, name: "log")) }
    #expect(error?.received == received)
  }

  @Test func `an accent in another encoding and a terminal's colours are text`() throws {
    let bytes = Array("step,lr,caf".utf8) + [0xE9] + Array("\n1,0.5,\u{1B}\n2,0.25,1\n".utf8)
    #expect(
      try TrainingLog(LogFile(bytes, name: "log")).runs[0].column("lr")?.values == [0.5, 0.25])
  }

  @Test(arguments: [
    ("train/learning_rate", true), ("lr-AdamW/pg1", true), ("x/lr0", true), ("lr", true),
    ("Learning Rate", true), ("run-7 - train/lr", true), ("run-7 - lr__MIN", false),
    ("loss", false), ("rate", true), ("rate head.*", true), ("rate_limit", false),
    ("lr-SGD/pg1-momentum", false), ("lr-AdamW-weight_decay", false), ("clr_loss", false),
    ("actor/lr", true),
  ])
  func `a rate is told by its name`(name: String, isRate: Bool) {
    #expect(ColumnName(name).isRate == isRate)
  }

  @Test(arguments: [
    ("Step", LogUnit.steps), ("_step", .steps), ("Iteration", .steps), ("num_updates", .steps),
    ("train/global_step", .steps), ("Epoch", .epochs), ("loss", nil),
  ])
  func `what counts is told by its name`(name: String, unit: LogUnit?) {
    #expect(ColumnName(name).unit == unit)
  }
}
