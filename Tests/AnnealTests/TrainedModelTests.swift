import Anneal
import DataFiles
import Foundation
import Records
import Runs
import Testing
import Training

/// A model that was trained on a table, used on other rows.
@Suite struct TrainedModelTests {
  private let folder = TemporaryFolder()
  private let runs = Runs()

  /// 60 rows of two numbers and a category; the class and the number follow from them.
  private static let rows: [String] = (0..<60).map { row in
    let (x, z, kind) = (Double(row * 37 % 60) / 10, Double(row * 11 % 60) / 7, "k\(row % 3)")
    let number = 3 * x - z + Double(row % 3) * 2 + Double(row * 7 % 5) / 10
    return "\(x + 0.05),\(z + 0.01),\(kind),\(x > z ? "high" : "low"),\(number)"
  }
  private static let header = "x,z,kind,level,number"

  private func write(_ name: String, _ lines: [String]) throws -> String {
    try FileManager.default.createDirectory(at: folder.url, withIntermediateDirectories: true)
    let url = folder.url.appendingPathComponent(name)
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: url)
    return url.path
  }

  /// A run of 24 steps named `table-1`, with checkpoints every eight.
  private func fit(_ target: String, without other: String) throws -> Fit {
    let path = try write("table.csv", [Self.header] + Self.rows)
    let task = try TaskCatalogue.standard.task(
      "csv(\"\(path)\", target: \"\(target)\", drop: [\"\(other)\"], model: mlp(hidden: [8]))")
    var configuration = FitConfiguration(task, seed: 2)
    configuration.length = .steps(24)
    configuration.checkpointEvery = .steps(8)
    configuration.peak = .given(0.02)
    return try Fit(configuration, task: task, store: try runs.store())
  }

  private func trained(
    _ target: String = "level", without other: String = "number"
  ) async throws -> FitSummary {
    try #require(try await fit(target, without: other).run { _ in true }.summary)
  }

  private var run: URL { runs.folder.url.appendingPathComponent("table-1", isDirectory: true) }

  /// The loss and the measures on the run's own held-out rows.
  private func heldOut(_ folder: URL, best: Bool = false) throws -> [String: Double] {
    let (evaluation, count) = try TrainedModel(runFolder: folder, best: best).evaluation(on: nil)
    #expect(count == 12)
    return evaluation.measures.merging(["loss": evaluation.loss]) { $1 }
  }

  /// The columns of predictions by their names.
  private func columns(_ lines: AnySequence<String>) -> [String: [String]] {
    let rows = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    return Dictionary(
      uniqueKeysWithValues: rows[0].enumerated().map { index, name in
        (String(name), rows.dropFirst().map { String($0[index]) })
      })
  }

  @Test func `the held-out rows have exactly the summary's measures`() async throws {
    let summary = try await trained()
    #expect(try heldOut(run) == summary.validation)
    let best = try #require(summary.best)
    #expect(try heldOut(run, best: true)["loss"] == best.loss)
    let model = try TrainedModel(runFolder: run)
    #expect(model.step == 24)
    let held = run.appendingPathComponent("held-out.csv").path
    let columns = try columns(model.predictions(for: held).allLines)
    #expect(
      Set(columns.keys) == [
        "x", "z", "kind", "level", "number", "prediction", "probability high", "probability low",
      ])
    let hits = zip(columns["level"]!, columns["prediction"]!).filter { $0 == $1 }.count
    #expect(Double(hits) / 12 == summary.validation["accuracy"])
    for row in 0..<12 {
      let (high, low) = (
        Double(columns["probability high"]![row])!, Double(columns["probability low"]![row])!
      )
      #expect(abs(high + low - 1) < 1e-6)
      #expect(columns["prediction"]![row] == (high > low ? "high" : "low"))
    }
  }

  @Test func `numbers are predicted in the target's own unit, with an interval`() async throws {
    let summary = try await trained("number", without: "level")
    #expect(try heldOut(run) == summary.validation)
    let model = try TrainedModel(runFolder: run)
    let held = run.appendingPathComponent("held-out.csv").path
    let columns = try columns(model.predictions(for: held, interval: 0.9).allLines)
    let errors = zip(columns["number"]!, columns["prediction"]!).map { Double($0)! - Double($1)! }
    let square = errors.reduce(0) { $0 + $1 * $1 } / 12
    #expect(abs(square.squareRoot() - summary.validation["rmse"]!) < 1e-5)
    // Of 12 held-out rows, ⌈13·0.9⌉ = 12 lie within the interval.
    let width = Double(columns["prediction high"]![0])! - Double(columns["prediction"]![0])!
    #expect(abs(width - errors.map(abs).max()!) < 1e-5)
    #expect(
      abs(
        Double(columns["prediction"]![3])! - Double(columns["prediction low"]![3])! - width) < 1e-5)
    let error = #expect(throws: TrainingError.self) {
      try model.predictions(for: held, interval: 0.95)
    }
    #expect(error?.description.hasPrefix("--interval must be at most 0.923") == true)
  }

  @Test func `an interval around a class is refused`() async throws {
    _ = try await trained()
    let error = #expect(throws: TrainingError.self) {
      try TrainedModel(runFolder: run).predictions(for: folder.url.path, interval: 0.9)
    }
    #expect(error?.description == "an interval is for numbers, and this model does not predict one")
  }

  @Test func `the folder may be moved, and the training table be gone`() async throws {
    let summary = try await trained()
    let place = folder.url.appendingPathComponent("élsewhere/a run", isDirectory: true)
    try FileManager.default.createDirectory(
      at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.moveItem(at: run, to: place)
    try FileManager.default.removeItem(at: folder.url.appendingPathComponent("table.csv"))
    #expect(try heldOut(place) == summary.validation)
  }

  @Test func `a run that was resumed has the same measures`() async throws {
    let summary = try await trained()
    let resumed = try Fit(resuming: "table-1", at: 16, store: try runs.store())
    let again = try #require(try await resumed.run { _ in true }.summary)
    #expect(again.validation == summary.validation)
    #expect(try heldOut(run) == summary.validation)
  }

  @Test func `a run that was stopped is used as it is, and goes on to the same end`()
    async throws
  {
    let summary = try await trained()
    _ = try await fit("level", without: "number").run { $0.step != 11 }
    let second = runs.folder.url.appendingPathComponent("table-2", isDirectory: true)
    #expect(try TrainedModel(runFolder: second).step == 12)
    _ = try await Fit(resuming: "table-2", store: try runs.store()).run { _ in true }
    #expect(try heldOut(second) == summary.validation)
  }

  @Test func `columns may come in another order, with others and without the target`()
    async throws
  {
    let summary = try await trained()
    let model = try TrainedModel(runFolder: run)
    let held = try String(
      contentsOf: run.appendingPathComponent("held-out.csv"), encoding: .utf8
    ).split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
    func table(_ order: [Int]) -> [String] {
      held.map { row in (order.map { row[$0] } + ["extra"]).joined(separator: ",") }
    }
    let shuffled = try write("shuffled.csv", table([3, 2, 0, 1]))
    let (evaluation, count) = try model.evaluation(on: shuffled)
    #expect(count == 12)
    #expect(evaluation.loss == summary.validation["loss"])
    let bare = try columns(model.predictions(for: write("bare.csv", table([1, 2, 0]))).allLines)
    let own = try columns(model.predictions(for: shuffled).allLines)
    #expect(bare["prediction"] == own["prediction"])
    #expect(bare["probability high"] == own["probability high"])
    let error = #expect(throws: DataFileError.self) {
      try model.evaluation(on: folder.url.appendingPathComponent("bare.csv").path)
    }
    #expect(error?.description.contains("level") == true)
  }

  @Test func `a missing column is named`() async throws {
    _ = try await trained()
    let path = try write("few.csv", ["x,level", "1.5,high", "2.5,low"])
    let model = try TrainedModel(runFolder: run)
    for use in ["predict", "evaluate"] {
      let error = #expect(throws: DataFileError.self) {
        if use == "predict" {
          _ = try model.predictions(for: path)
        } else {
          _ = try model.evaluation(on: path)
        }
      }
      #expect(
        error?.description.contains("none called 'z'") == true, "\(String(describing: error))")
      #expect(error?.description.hasPrefix("\(path): ") == true && error?.isUsage == true)
    }
  }

  @Test func `classes and categories that were not seen are told or taken as unknown`()
    async throws
  {
    _ = try await trained()
    let model = try TrainedModel(runFolder: run)
    let path = try write("new.csv", ["x,z,kind,level", "1.5,2.5,new,low", ",,,middle"])
    #expect(try columns(model.predictions(for: path).allLines)["prediction"]?.count == 2)
    let error = #expect(throws: DataFileError.self) { try model.evaluation(on: path) }
    #expect(
      error?.description.contains("line 3, column 'level'") == true, "\(String(describing: error))")
  }

  @Test func `a table that has changed since is refused at resumption`() async throws {
    _ = try await trained()
    var lines = [Self.header] + Self.rows
    lines[7] = lines[7].replacing("k", with: "c")
    let path = try write("table.csv", lines)
    let error = await #expect(throws: TrainingError.self) {
      try await Fit(resuming: "table-1", at: 16, store: try runs.store()).run { _ in true }
    }
    #expect(
      error?.description.hasPrefix(
        "the data of run 'table-1' must be what it was begun with; \(path), 60 rows") == true,
      "\(String(describing: error))")
    // What was trained is still there.
    #expect(try TrainedModel(runFolder: run).step == 24)
  }

  @Test func `a held-out table that has changed since is refused at resumption`() async throws {
    let (training, heldOut) = (
      try write("table.csv", [Self.header] + Self.rows.prefix(40)),
      try write("held.csv", [Self.header] + Self.rows.suffix(20))
    )
    let task = try TaskCatalogue.standard.task(
      "csv(\"\(training)\", target: \"level\", heldOut: \"\(heldOut)\")")
    var configuration = FitConfiguration(task)
    configuration.length = .steps(8)
    configuration.peak = .given(0.02)
    _ = try await Fit(configuration, task: task, store: try runs.store()).run { event in
      if case .training = event { false } else { true }
    }
    _ = try write("held.csv", [Self.header] + Self.rows.suffix(21))
    let error = await #expect(throws: TrainingError.self) {
      try await Fit(resuming: "table-1", store: try runs.store()).run { _ in true }
    }
    #expect(
      error?.description.contains("must be what it was begun with") == true,
      "\(String(describing: error))")
  }

  @Test func `an input of another kind is told as such`() async throws {
    _ = try await trained()
    let model = try TrainedModel(runFolder: run)
    let picture = try write("photo.PNG", ["no table"])
    for body in [
      { _ = try model.predictions(for: picture) }, { _ = try model.evaluation(on: picture) },
    ] {
      let error = #expect(throws: DataFileError.self) { try body() }
      #expect(
        error?.description
          == "\(picture): the input must be a table, as the run was trained on; received a picture")
    }
  }

  @Test func `a table is predicted in the encoding that was given for the training's`()
    async throws
  {
    // Ä is the byte 0xC4 of Latin-1, which is no UTF-8 before a comma.
    let lines = [Self.header] + Self.rows.map { $0.replacing("k1", with: "Ä") }
    let path = try write("table.csv", lines)
    let bytes = try #require(lines.joined(separator: "\n").data(using: .isoLatin1))
    try bytes.write(to: URL(fileURLWithPath: path))
    let model = try await runs.trained(
      "csv(\"\(path)\", target: \"level\", encoding: latin1)", steps: 8, rate: 0.02)
    let told = columns(try model.predictions(for: path).allLines)
    #expect(told["kind"]?[1] == "Ä")
    // A 32-bit number has at most nine digits.
    #expect(told["probability high"]!.allSatisfy { $0.count(where: \.isNumber) <= 12 })
    // The run's own file is UTF-8.
    #expect(try model.evaluation(on: nil).examples > 0)
  }

  @Test func `a damaged record is refused by its digest`() async throws {
    _ = try await trained()
    let file = run.appendingPathComponent("step-00000024/model.json")
    var bytes = try Data(contentsOf: file)
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: file)
    let error = #expect(throws: RunsError.self) { try TrainedModel(runFolder: run) }
    #expect(error?.description.contains("model.json") == true, "\(String(describing: error))")
  }

  @Test func `a folder without checkpoints, and a run on a built-in task, are refused`()
    async throws
  {
    let empty = #expect(throws: TrainingError.self) { try TrainedModel(runFolder: folder.url) }
    #expect(empty?.description.contains("holds none") == true)
    _ = try await runs.fit().run { _ in true }
    let builtIn = #expect(throws: TrainingError.self) {
      try TrainedModel(runFolder: runs.folder.url.appendingPathComponent("toy-1"))
    }
    #expect(
      builtIn?.description
        == "the run must have been trained on own data or on text; toy-1 was trained on another "
        + "built-in task")
  }
}
