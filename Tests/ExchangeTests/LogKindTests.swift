import Exchange
import Foundation
import LearningRate
import Testing
import TrainingLogs

/// Logs in the layouts of other tools, made from formulas of those tools.
@Suite struct LogKindTests {
  private func found(
    _ text: String, name: String = "log", steps: Int? = nil, column: String? = nil,
    counter: String? = nil
  ) throws -> ScheduleImport {
    let choices = ScheduleImport.Choices(steps: steps, column: column, counter: counter)
    let found = try ScheduleImport(text, file: name, choices: choices)
    if let refusal = found.refusal { throw refusal }
    return found
  }

  private func table(_ header: String, _ rows: some Sequence<(Double, Double)>) -> String {
    header + "\n" + rows.map { "\($0.0),\($0.1)" }.joined(separator: "\n") + "\n"
  }

  @Test(arguments: ["Step", "_step", "Iteration", "num_updates", "train/global_step", "iter"])
  func `the column that counts is found by its name`(name: String) throws {
    let rows = stride(from: 0.0, to: 1000, by: 20).map { ($0, 0.5 * (1 - $0 / 1000)) }
    let found = try found(table("\(name),lr", rows))
    #expect(found.groups[0].notation == "linear(from: 0.5, to: 0)")
    #expect(found.counter == name && found.source == "lr" && found.steps == 1000)
  }

  @Test func `a count that another column holds can be named`() throws {
    let rows = (0..<50).map { "\($0),\($0 * 10),\(0.5 - 0.001 * Double($0 * 10))" }
    let text = "step,images,lr\n" + rows.joined(separator: "\n")
    let found = try found(text, steps: 500, counter: "Images")
    #expect(found.groups[0].notation == "linear(from: 0.5, to: 0)")
  }

  @Test func `epochs from 0, from 1 and in parts are lengths in ep`() throws {
    func rate(_ epoch: Double) -> Double { epoch < 12 ? 0.1 : epoch < 18 ? 0.01 : 0.001 }
    let fromZero = try found(table("epoch,lr", (0..<24).map { (Double($0), rate(Double($0))) }))
    #expect(fromZero.groups[0].notation == "multiStep(from: 0.1, gamma: 0.1, at: [12ep, 18ep])")
    func line(_ epoch: Double) -> Double { 0.1 * (1 - epoch / 24) }
    let fromOne = try found(table("epoch,lr", (1...24).map { (Double($0), line(Double($0) - 1)) }))
    #expect(fromOne.groups[0].notation == "linear(from: 0.1, to: 0)")
    #expect(fromOne.steps == 24 && fromOne.notes.contains("epochs count from 1"))
    let parts = try found(
      table("epoch,lr", stride(from: 0, to: 24, by: 0.25).map { ($0, rate($0)) }))
    #expect(parts.groups[0].notation == "multiStep(from: 0.1, gamma: 0.1, at: [12ep, 18ep])")
  }

  // 0.002 · 0.9^epoch over two fits of twelve epochs
  @Test func `a second fit that goes on is the same run, and one that begins anew another`() throws
  {
    var (rate, text) = (0.002, "epoch,learning_rate\n")
    for fit in 0..<2 {
      for epoch in 0..<12 {
        text += "\(epoch),\(rate)\n"
        rate *= 0.9
      }
      if fit == 0 {
        #expect(
          try found(text).groups[0].notation == "step(from: 2e-3, gamma: 0.9, every: 1ep)")
      }
    }
    let on = try found(text)
    #expect(on.groups[0].notation == "step(from: 2e-3, gamma: 0.9, every: 1ep)")
    #expect(on.points == 24 && on.notes.contains { $0.contains("goes on") })
    let part = text.split(separator: "\n").dropFirst().prefix(12).joined(separator: "\n")
    let anew = try found("epoch,learning_rate\n\(part)\n\(part)\n")
    #expect(anew.points == 12 && anew.notes.contains { $0.contains("2 runs") })
  }

  // transformers: get_linear_schedule_with_warmup, three updates of which were skipped
  @Test func `skipped updates are a lag that is told`() throws {
    let rows = stride(from: 25.0, through: 5000, by: 25).map { step -> (Double, Double) in
      let update = step - 3
      return (step, update < 500 ? 1e-5 * update / 500 : 1e-5 * (5000 - update) / 4500)
    }
    let found = try found(table("step,learning_rate", rows), steps: 5000)
    #expect(found.groups[0].notation == "linear(from: 1e-5, to: 0).warmup(500, from: 0)")
    #expect(
      found.groups[0].lag == 3 && found.notes.contains { $0.hasPrefix("3 updates were skipped") })
  }

  // timm: the line until 15, and then the cosine that began at 0
  @Test func `a warmup may run over a cosine that has begun`() throws {
    let rows = (0..<300).map { epoch -> (Double, Double) in
      let time = Double(epoch)
      let cosine = 1e-5 + 0.5 * (1e-3 - 1e-5) * (1 + cosine(of: .pi * time / 300))
      return (time, epoch < 15 ? 1e-6 + (1e-3 - 1e-6) * time / 15 : cosine)
    }
    let found = try found(table("epoch,lr", rows))
    #expect(
      found.groups[0].notation == "linear(from: 1e-6, to: 1e-3, over: 15ep)"
        + ".then(cosine(from: 1e-3, to: 1e-5).advanced(by: 15ep), at: 15ep)")
  }

  // ultralytics: (1 − e/70)·0.99 + 0.01 times (e + 1)/3
  @Test func `a warmup may be a factor of a line that has begun`() throws {
    let rows = (0..<70).map { epoch -> (Double, Double) in
      let time = Double(epoch)
      return (time, 0.01 * ((1 - time / 70) * 0.99 + 0.01) * min(1, (time + 1) / 3))
    }
    #expect(try found(table("epoch,x/lr0", rows)).groups[0].deviation! < 1e-6)
  }

  // DeepSpeed: 1e-5 · ln(t + 1) / ln 100
  @Test func `a logarithmic warmup is found`() throws {
    let rows = (0..<1000).map { step -> (Double, Double) in
      (Double(step), 1e-5 * min(1, logarithm(of: Double(step) + 1) / logarithm(of: 100)))
    }
    #expect(
      try found(table("step,lr", rows)).groups[0].notation
        == "constant(1e-5).warmup(100, from: 0, shape: logarithmic)")
  }

  @Test(arguments: [
    "cosineRestarts(from: 1e-4, to: 0, first: 950).warmup(200, from: 0)",
    "step(from: 0.1, gamma: 0.7, every: 370).warmup(100, from: 1e-3)",
    "linear(from: 0.1, to: 0.01).repeated(every: 500)",
    "exponential(from: 0.1, gamma: 0.997).clamped(0.01 ... 1)",
    "cosine(from: 0.1, to: 0).held(every: 100)",
    "triangular(low: 1e-3, high: 0.01, up: 300).warmup(100, from: 0)",
    "linear(from: 1e-3, to: 0).warmup(200, from: 1e-5, shape: power(2))",
  ])
  func `compositions logged every twentieth step come back`(notation: String) throws {
    let curve = try Schedule(notation).resolved(steps: 4000)
    let rows = stride(from: 0, to: 4000, by: 20).map { (Double($0), curve.value(at: $0)) }
    let found = try found(table("step,lr", rows), steps: 4000)
    let back = try found.groups[0].schedule.resolved(steps: 4000)
    let off = (0..<4000).map { (back.value(at: $0) - curve.value(at: $0)).magnitude }.max() ?? 1
    #expect(off <= 1e-6 * curve.peak, "\(found.groups[0].notation)")
  }

  @Test func `rates with four digits are fitted within their digits`() throws {
    let curve = try Schedule("cosine(from: 3e-4, to: 3e-5).warmup(100, from: 0)").resolved(
      steps: 2000)
    let rows = stride(from: 0, to: 2000, by: 10).map { "\($0),\(short(curve.value(at: $0)))" }
    let found = try found("iter,lr\n" + rows.joined(separator: "\n"), steps: 2000)
    #expect(found.groups[0].notation == "cosine(from: 3e-4, to: 3e-5).warmup(100, from: 0)")
  }

  /// With four digits.
  private func short(_ value: Double) -> String {
    var (digits, exponent) = (value, 0)
    while digits > 0, digits < 1000 { (digits, exponent) = (digits * 10, exponent - 1) }
    return "\(Int(digits.rounded()))e\(exponent)"
  }

  private func cosine(of angle: Double) -> Double { cos(angle) }
  private func logarithm(of value: Double) -> Double { log(value) }

  @Test func `downloads of TensorBoard and Weights & Biases are read`() throws {
    let steps = stride(from: 0.0, to: 2000, by: 20)
    let board = steps.map { "1700000000.1,\($0),\(0.1 * (1 - $0 / 2000))" }.joined(separator: "\n")
    #expect(
      try found("Wall time,Step,Value\n" + board).groups[0].notation == "linear(from: 0.1, to: 0)")
    let name = "calm-river-7 - train/learning_rate"
    let bias = steps.map { step in
      let rate = 0.1 * (1 - step / 2000)
      return "\"\(step)\",\"\(rate)\",\"\(rate)\",\"9\""
    }.joined(separator: "\n")
    let biases = try found("\"Step\",\"\(name)\",\"\(name)__MIN\",\"\(name)__MAX\"\n" + bias)
    #expect(biases.groups[0].notation == "linear(from: 0.1, to: 0)" && biases.source == name)
  }
}
