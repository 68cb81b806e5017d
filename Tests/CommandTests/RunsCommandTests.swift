import AnnealCLI
import Foundation
import Runs
import Testing

@Suite(.timeLimit(.minutes(10))) struct RunsCommandTests {
  @Test func `a run is listed and shown in words`() async throws {
    let anneal = try Anneal()
    try await anneal("fit", "boston", "--steps", "30", "--rate", "0.01", "--clip", "2")
    let list = try await anneal("runs")
    let row =
      /boston-1  finished  loss 0\.\d+ +\d{4}-\d\d-\d\d \d\d:\d\d  0\.01  cosine\(from: 0\.01, to: …/
    try #require(list.lines.count == 3)
    #expect(list.lines[2].wholeMatch(of: row) != nil)
    #expect(list.lines.allSatisfy { $0.count <= 80 })
    let narrow = try await anneal("runs", environment: ["COLUMNS": "40"])
    #expect(narrow.lines.last?.wholeMatch(of: /boston-1  finished  loss 0\.\d+/) != nil)

    let show = try await anneal("runs", "show", "latest")
    #expect(show.lines.prefix(3) == ["run boston-1", "task        boston", "status      finished"])
    let facts = show.output.components(separatedBy: "\n\n")[0].split(separator: "\n").dropFirst(4)
    #expect(
      facts.filter { !$0.hasPrefix("threads ") }.prefix(7) == [
        "optimizer   adamw", "schedule    cosine(from: 0.01, to: 0).warmup(5%)",
        "length      30 steps", "batch size  32", "seed        0", "clip        norm(2)",
        "validation  every epoch",
      ])
    #expect(facts.last == "report      runs/boston-1/report.html")
    #expect(!show.output.contains("{"))
  }

  @Test func `a run in JSON holds its settings, events and series`() async throws {
    let anneal = try Anneal()
    try await anneal(
      "fit", "boston", "--steps", "30", "--rate", "0.01", "--seed", "18446744073709551615")
    let run = try #require(
      try objects(try await anneal("runs", "show", "boston-1", "--json").output).first)
    #expect(run["run"] as? String == "boston-1")
    #expect(run["status"] as? String == "finished")
    let configuration = try #require(run["configuration"] as? [String: Any])
    #expect(configuration["seed"] as? UInt64 == UInt64.max)
    #expect((run["summary"] as? [String: Any])?["steps"] as? Int == 30)
    let created = try #require(run["created"] as? String)
    #expect(try Date(created, strategy: .iso8601).timeIntervalSinceNow > -120)
    let series = try #require(run["series"] as? [String: [[String: Double]]])
    let layers = series.keys.filter { $0.contains(" in ") }
    #expect(
      Set(series.keys).subtracting(layers)
        == ["loss", "rate", "gradient norm", "validation loss"])
    #expect(layers.contains("update size in body.layers.0"))
    #expect(series["loss"]?.map { $0["step"] } == (0..<30).map { Double($0) })
    #expect(series["validation loss"]?.map { $0["step"] } == [12, 24, 30])
    let list = try objects(try await anneal("runs", "list", "--json").output)
    #expect(Set(try #require(list.first).keys) == Set(run.keys).subtracting(["series", "events"]))
    #expect(run["updates"] as? Int == 30)
  }

  @Test func `a run is exported as other tools read it`() async throws {
    let anneal = try Anneal()
    try await anneal("fit", "boston", "--steps", "30", "--schedule", "linear(from: 0.01, to: 0)")
    let run = try #require(
      try objects(try await anneal("runs", "show", "boston-1", "--json").output).first)
    let series = try #require(run["series"] as? [String: [[String: Double]]])
    let losses = try #require(series["loss"]?.compactMap { $0["value"] })
    let csv = try await anneal(
      "runs", "export", "latest", "--to", "csv", "--series", "loss", "--series", "validation loss")
    #expect(csv.lines.count == 32)
    #expect(csv.lines[0] == "step,loss,validation loss")
    // JSONSerialization may miss the last digit of a number.
    let row = csv.lines[1].split(separator: ",", omittingEmptySubsequences: false)
    #expect(row.count == 3 && row[0] == "0" && row[2].isEmpty)
    #expect(abs(try #require(Double(row[1])) - losses[0]) < 1e-12)
    // the last measurement follows the last step
    #expect(csv.lines[31].hasPrefix("30,,0."))
    let lines = try await anneal("runs", "export", "boston-1", "--to", "jsonl")
    #expect(try objects(lines.output).compactMap { $0["loss"] as? Double } == losses)
    let written = try await anneal(
      "runs", "export", "boston-1", "--to", "tensorboard", "--output", "logs")
    #expect(written.output.hasPrefix("wrote logs/boston-1/events.out.tfevents."))
    for log in ["logs", "runs", "runs/boston-1"] {
      let found = try await anneal("schedule", "import", log, "--column", "rate")
      #expect(found.lines.first == "linear(from: 0.01, to: 0)", "\(log)")
    }
  }

  @Test func `what cannot be exported is told`() async throws {
    let anneal = try Anneal()
    try await anneal("fit", "boston", "--steps", "2", "--rate", "0.01")
    let wrong = try await anneal("runs", "export", "boston-1", "--to", "wandb")
    #expect(
      wrong.errors.hasPrefix(
        "anneal: --to must be csv, jsonl, tensorboard, safetensors, torch or folder; "
          + "received 'wandb'\n"))
    let nowhere = try await anneal("runs", "export", "boston-1", "--to", "tensorboard")
    #expect(nowhere.code == 2)
    #expect(
      nowhere.errors.hasPrefix("anneal: --to tensorboard needs a folder, given with --output\n"))
    let unknown = try await anneal(
      "runs", "export", "boston-1", "--to", "csv", "--series", "los")
    #expect(unknown.code == 2)
    #expect(unknown.errors.contains("did you mean 'loss'?"))
    #expect(try await anneal("runs", "export", "boston-7", "--to", "csv").code == 2)
  }

  @Test func `a list may be narrowed to a task and to the newest`() async throws {
    let anneal = try Anneal()
    for _ in 0..<2 { try await anneal("fit", "boston", "--steps", "2", "--rate", "0.01") }
    let newest = try await anneal("runs", "list", "--limit", "1", "--json")
    #expect(try objects(newest.output).compactMap { $0["run"] as? String } == ["boston-2"])
    let none = try await anneal("runs", "list", "--task", "digits")
    #expect(none.output == "there are no runs of the task 'digits' in the folder 'runs' yet\n")
    #expect(none.code == 0)
    let unknown = try await anneal("runs", "show", "bostn-1")
    #expect(unknown.code == 2)
    #expect(
      unknown.errors
        == "anneal: there is no run 'bostn-1' in the folder 'runs'; did you mean 'boston-1'?\n")
  }

  @Test func `a folder without runs is bad use`() async throws {
    let anneal = try Anneal()
    for arguments in [["list"], ["show", "latest"], ["list", "--json"]] {
      let result = try await anneal.start(["runs"] + arguments + ["--runs", "there"]).result()
      #expect(result.code == 2)
      #expect(result.output == "")
      #expect(
        result.errors
          == "anneal: there are no runs in the folder 'there'; train with 'anneal fit', or name "
          + "another folder with --runs\n")
    }
    #expect(!anneal.has("there"))
  }

  @Test func `a run whose process was killed is told from one that trains`() async throws {
    let anneal = try Anneal()
    let command = try anneal.start([
      "fit", "boston", "--steps", "1e6", "--rate", "1e-3", "--json", "--checkpoint-every", "500",
    ])
    try await command.wait(for: #""step":2000"#)
    #expect(try await anneal("runs").output.contains(/boston-1  running/))
    command.send(SIGKILL)
    _ = try await command.result()
    let row = /(?s).*\nboston-1  killed at step (\d+), can be resumed.*/
    let match = try #require(try await anneal("runs").output.wholeMatch(of: row))
    #expect(try #require(Int(match.1)) > 0)
    let entry = try #require(try objects(try await anneal("runs", "--json").output).first)
    #expect(entry["status"] as? String == "killed")
    #expect(entry["isResumable"] as? Bool == true)
    #expect("\(entry["updates"] as? Int ?? -1)" == match.1)
    #expect(try #require(entry["checkpoints"] as? [Int]).allSatisfy { $0 % 500 == 0 })
    let show = try await anneal("runs", "show", "latest")
    #expect(show.output.contains("\nstatus      killed at step \(match.1), can be resumed\n"))
  }

  @Test func `the length is the one that a run was given last`() async throws {
    let anneal = try Anneal()
    try await anneal("fit", "boston", "--steps", "20", "--rate", "0.01")
    try await anneal("fit", "--resume", "latest", "--steps", "31", "--replan", "hold")
    let show = try await anneal("runs", "show", "latest")
    #expect(show.output.contains("\nlength      31 steps; 20 steps when it began\n"))
  }
}
