import Exchange
import Foundation
import LearningRate
import Notation
import Testing
import TrainingLogs

@Suite struct LogImportTests {
  private func best(
    _ text: String, steps: Int? = nil, column: String? = nil
  ) throws -> ImportedSchedule {
    let choices = ScheduleImport.Choices(steps: steps, column: column)
    let found = try ScheduleImport(text, file: "log", choices: choices)
    if let refusal = found.refusal { throw refusal }
    return try #require(found.groups.first)
  }

  /// A Hugging Face trainer's log of every `distance`-th step of 10,000, which says the rate before.
  private func trainerState(_ notation: String, every distance: Int) throws -> String {
    let curve = try Schedule(notation).resolved(steps: 10_000)
    let entries = stride(from: distance, through: 10_000, by: distance).map { step in
      #"{"loss": NaN, "step": \#(step), "learning_rate": \#(curve.value(at: step - 1))}"#
    }
    return #"{"log_history": [\#(entries.joined(separator: ",")), {"eval_loss": Infinity, "#
      + #""step": 10000}], "max_steps": 10000, "note": "NaN \" Infinity"}"#
  }

  @Test(arguments: [
    "constant(2e-5)", "cosine(from: 3e-4, to: 3e-5).warmup(500)",
    "linear(from: 5e-5, to: 0).warmup(1000, from: 0)", "cosine(from: 1e-3, to: 0, over: 8000)",
    "constant(1e-3).cooldown(2000)", "polynomial(from: 0.1, to: 0, power: 0.9)",
    "inverseSquareRoot(from: 1e-3, timescale: 400).warmup(400, from: 0)",
    "exponential(from: 1e-3, gamma: 0.9995).warmup(200)",
  ])
  func `a log of every hundredth rate gives its schedule`(notation: String) throws {
    let found = try best(try trainerState(notation, every: 100))
    #expect(found.schedule.description == notation)
    #expect(found.deviation! <= 1e-6)
    #expect(found.lag == 1 || notation.hasPrefix("constant"))
  }

  @Test func `the shapes' examples come back from their rates`() throws {
    // what has no model, or is drawn at random
    let others = ["random"]
    for word in ScheduleCatalogue.standard.shapeWords where !others.contains(word.name) {
      let csv = try ScheduleExport(
        Schedule(word.example), to: .csv, steps: 400, stepsPerEpoch: 4
      ).text
      do {
        let found = try best(csv)
        #expect(found.deviation! <= 1e-6, "\(word.example) as \(found.schedule)")
      } catch {
        Issue.record(
          """
          '\(word.name)' must be found again from its rates: add a candidate to \
          Exchange/Import/CurveFit, or its name to `others` if no fit can find it; \(error)
          """)
      }
    }
  }

  // 0.001 and 0.0005 as float32, which Keras logs
  @Test func `Keras's log has epochs, NA and rates in 32 bits`() throws {
    let rows = (0..<30).map { epoch in
      "\(epoch),0.9,\(epoch < 17 ? "0.0010000000474974513" : "0.0005000000237487257"),NA"
    }
    let csv = "epoch,accuracy,learning_rate,loss\r\n" + rows.joined(separator: "\r\n") + "\r\n"
    let found = try best(csv)
    #expect(found.notation == "multiStep(from: 1e-3, gamma: 0.5, at: [17ep])")
    #expect(found.deviation! < 1e-7)
  }

  @Test func `Lightning's log has blanks and the optimizer's name`() throws {
    let rows = (0..<40).map { step in
      "0,\(step * 50 + 49),,\(1e-3 * (1 - Double(step * 50 + 49) / 2000))\n0,\(step * 50 + 49),0.5,"
    }
    let csv = "epoch,step,train_loss,lr-AdamW\n" + rows.joined(separator: "\n")
    let found = try best(csv, steps: 2000)
    #expect(found.schedule.description == "linear(from: 1e-3, to: 0)")
  }

  @Test func `a run that was cut off is fitted for its length`() throws {
    let rows = (0..<400).map { "\($0),\(1 - Double($0) / 1000)" }
    let found = try best(
      "step;lr\n" + rows.joined(separator: "\n").replacing(",", with: ";"), steps: 1000)
    #expect(found.schedule.description == "linear(from: 1, to: 0)")
  }

  @Test func `what no schedule made is refused, with the nearest and how far off it is`() throws {
    let rows = (0..<200).map { "\($0),\(Double(($0 * 7_919) % 101 + 1) / 997)" }
    let found = try ScheduleImport("step,lr\n" + rows.joined(separator: "\n"), file: "log")
    let best = try #require(found.groups.first)
    #expect(best.deviation! > 0.3 && best.deviation! <= 1)
    #expect(best.rootMeanSquare! < best.deviation!)
    #expect(found.runnersUp.count == 5)
    #expect(found.points == 200 && found.steps == 200 && found.source == "lr")
    let refusal = try #require(found.refusal)
    #expect(
      refusal.requirement
        == "no schedule fits the rates of 'lr' within 1e-3 of the largest; take the "
        + "nearest with --nearest")
    #expect(refusal.received.hasPrefix("\(best.notation), off by 0."))
  }

  @Test(arguments: [
    ("epoch,loss\n0,1\n", "epoch, loss"), ("step,lr\n0,0.1\n-1,0.1\n", "1"),
    ("step,lr\n0,inf\n1,0.1\n", "1"), ("lr-a,lr-b\n1,2\n2,3\n", "lr-a, lr-b"),
    (#"{"log_history": [{"step": 1}]}"#, "step"), ("lr\n0.1\n", "1"),
  ])
  func `a log without rates says what it must have`(text: String, received: String) {
    let error = #expect(throws: ExchangeError.self) { try best(text) }
    #expect(error?.received == received)
    #expect(error?.file == "log")
  }

  @Test(arguments: ["", "{\"log_history\": [", "\u{0}\u{1}\u{2}"])
  func `what is no log is refused by its reader`(text: String) {
    #expect(throws: LogError.self) { try best(text) }
  }

  @Test func `a column can be named, and a wrong name is told`() throws {
    let csv = "step,lr-a,lr-b\n0,1,2\n1,1,2\n2,1,2\n"
    #expect(try best(csv, column: "LR A").schedule == .constant(1))
    #expect(try best(csv, column: "lr-b").schedule == .constant(2))
    let error = #expect(throws: ExchangeError.self) { try best(csv, column: "lr-c") }
    #expect(
      error?.description == "log: the file must have a column 'lr-c'; received step, lr-a, lr-b")
  }

  @Test(arguments: [("lr/pg0", "lr/pg1"), ("lr-AdamW", "lr-AdamW/pg2"), ("x/lr0", "x/lr1")])
  func `groups of parameters have a schedule each`(first: String, second: String) throws {
    let curves = try ["cosine(from: 1e-3, to: 0)", "linear(from: 1e-4, to: 1e-5).warmup(20)"].map {
      try Schedule($0).resolved(steps: 200)
    }
    let rows = (0..<200).map { "\($0),\(curves[0].value(at: $0)),\(curves[1].value(at: $0)),0.5\n" }
    let text = "step,\(first),\(second),loss\n" + rows.joined()
    let found = try ScheduleImport(text, file: "log")
    #expect(found.refusal == nil && found.runnersUp.isEmpty)
    #expect(
      found.groups.map(\.notation) == [
        "cosine(from: 1e-3, to: 0)", "linear(from: 1e-4, to: 1e-5).warmup(20)",
      ])
    #expect(found.groups.map(\.column) == [first, second])
    #expect(found.source == "\(first), \(second)")
    // one that is named is alone, and what has the same rates is no group of its own
    #expect(try best(text, column: second).notation == found.groups[1].notation)
    let same = "step,lr/pg0,lr/pg1,lr/pg2\n" + (0..<20).map { "\($0),1,2,1\n" }.joined()
    let two = try ScheduleImport(same, file: "log")
    #expect(two.groups.map(\.notation) == ["constant(1)", "constant(2)"])
    #expect(two.notes.contains("the same rates are in lr/pg2"))
  }

  @Test func `the rates of Anneal's groups are groups`() throws {
    let text = "step,rate,rate head.*\n" + (0..<20).map { "\($0),1,0.5\n" }.joined()
    #expect(try ScheduleImport(text, file: "log").groups.map(\.column) == ["rate", "rate head.*"])
  }

  @Test func `rates of other kinds must be named`() throws {
    let text = "step,actor/lr,critic/lr\n" + (0..<20).map { "\($0),1,0.5\n" }.joined()
    let error = #expect(throws: ExchangeError.self) { try ScheduleImport(text, file: "log") }
    #expect(error?.received == "actor/lr, critic/lr")
  }

  @Test func `a group that no schedule fits is refused by its name`() throws {
    let rows = (0..<100).map { step in
      "\(step),\(1 - Double(step) / 100),\(abs(sin(Double(step * step * 7))))\n"
    }
    let found = try ScheduleImport("step,lr/pg0,lr/pg1\n" + rows.joined(), file: "log")
    #expect(found.refusal?.requirement.contains("'lr/pg1'") == true)
  }

  @Test func `a negative rate is refused, and one that rounding made is zero`() throws {
    let error = #expect(throws: ExchangeError.self) {
      try best("step,lr\n0,0.1\n1,-1e-3\n2,0.1\n")
    }
    #expect(
      error?.description == "log: the rates of 'lr' must not be negative; received -1e-3 in row 2")
    let line = (0...100).map { "\($0),\($0 == 100 ? -1e-18 : 0.1 * Double(100 - $0) / 100)" }
    let found = try best("step,lr\n" + line.joined(separator: "\n"))
    #expect(found.notation == "linear(from: 0.1, to: 0, over: 100)")
  }

  @Test func `rates of zero and huge ones are fitted`() throws {
    for rate in ["0", "1e100", "5e-324"] {
      let found = try best("step,lr\n0,\(rate)\n1,\(rate)\n2,\(rate)\n")
      #expect(found.schedule.description == "constant(\(rate))")
    }
  }

  private static let logs = ProcessInfo.processInfo.environment["ANNEAL_DATA"].map { $0 + "/logs" }
  private static let hasLogs = logs.map { FileManager.default.fileExists(atPath: $0) } ?? false

  @Test(.enabled(if: hasLogs, "ANNEAL_DATA names no folder with logs"))
  func `real logs are read`() throws {
    let folder = try #require(Self.logs)
    func read(_ name: String) throws -> ScheduleImport {
      try ScheduleImport(path: "\(folder)/\(name)")
    }
    // 30 entries of 1e-05, and 17, 10 and 3 epochs of halved rates
    #expect(try read("hf/aigoncharov_trainer_state.json").groups[0].schedule == .constant(1e-5))
    let keras = try read("csv/keras_csvlogger_digit_cnn_training_log.csv")
    #expect(keras.groups[0].notation == "multiStep(from: 1e-3, gamma: 0.5, at: [17ep, 27ep])")
    #expect(keras.unit == .epochs && keras.counter == "epoch")
    #expect(throws: ExchangeError.self) { try read("lightning/ml_aos_v1_metrics.csv") }
  }
}
