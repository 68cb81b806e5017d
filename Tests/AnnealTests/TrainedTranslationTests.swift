import Anneal
import DataFiles
import Foundation
import Records
import Runs
import Tasks
import Testing
import Training

/// A model that translates, trained on files of the user, and used.
@Suite struct TrainedTranslationTests {
  private let folder = TemporaryFolder()
  private let runs = Runs()

  private func write(_ name: String, _ text: String) throws -> String {
    try FileManager.default.createDirectory(at: folder.url, withIntermediateDirectories: true)
    let url = folder.url.appendingPathComponent(name)
    try Data(text.utf8).write(to: url)
    return url.path
  }

  /// Sentences of three words whose translations have other words in the same order.
  private func corpus() throws -> (source: String, target: String) {
    let words = [("one", "un"), ("two", "deux"), ("three", "trois"), ("four", "quatre")]
    var (source, target) = ("", "")
    for number in 0..<64 {
      let places = [number % 4, number / 4 % 4, number / 16]
      source += places.map { words[$0].0 }.joined(separator: " ") + "\n"
      target += places.map { words[$0].1 }.joined(separator: " ") + "\n"
    }
    return (try write("train.en", source), try write("train.fr", target))
  }

  private func notation(_ model: String = "attentiveGRU(width: 32, dropout: 0)") throws -> String {
    let (source, target) = try corpus()
    return "translate(model: \(model), vocabulary: 300, smoothing: 0, from: \"\(source)\", "
      + "to: \"\(target)\")"
  }

  @Test func `sentences of three words are learned, and each line has its translation`()
    async throws
  {
    let model = try await runs.trained(notation(), steps: 150, rate: 0.01)
    let path = try write("new.en", "two one four\n\nfour four one\r\n")
    let found = try Array(model.predictions(for: path).allLines)
    #expect(found == ["deux un quatre", "", "quatre quatre un"])
    var greedy = BeamSearch()
    greedy.beams = 1
    #expect(try Array(model.predictions(for: path, search: greedy).allLines) == found)
    // The held-out pairs, 5 % of 64.
    let (evaluation, count) = try model.evaluation(on: nil)
    #expect(count == 3 && evaluation.measures["chrF"] == 100)
    // Three words have no four in a row, without which BLEU is 0.
    #expect(evaluation.measures["BLEU"].map { $0 == 0 } == true)
    let table = try write("pairs.csv", "target,source\nun deux trois un,one two three one\n")
    let own = try model.evaluation(on: table)
    #expect(own.examples == 1 && own.0.measures["perplexity"] != nil)
  }

  @Test func `what cannot be translated is refused in one sentence`() async throws {
    let model = try await runs.trained(notation(), steps: 1, rate: 0.01)
    let long = try write("long.en", "one\n" + String(repeating: "six ", count: 200) + "\n")
    let cases: [(() throws -> Void, String)] = [
      (
        { _ = try model.predictions(for: long) },
        "long.en, line 2: a sentence must have at most 127 tokens, as the model has; received "
      ),
      (
        {
          let row = String(repeating: "six ", count: 200)
          _ = try model.evaluation(
            on: try write("v.csv", "source,target\none,\"un\n\"\none,\(row)\n"))
        }, "v.csv, line 4: a sentence must have at most 127 tokens, as the model has; received "
      ),
      ({ _ = try model.predictions(for: try write("empty.en", "")) }, "must hold text"),
      (
        { _ = try model.predictions(for: try write("t.csv", "a,b\n1,2\n")) },
        "the input must be a text, a sentence a line"
      ),
      (
        { _ = try model.evaluation(on: try write("u.csv", "source,c\n1,2\n")) },
        "target"
      ),
      ({ _ = try model.predictions(for: long, interval: 0.9) }, "an interval is for numbers"),
      ({ _ = try model.generator(prompt: "one") }, "a model of running text"),
    ]
    for (body, reason) in cases {
      let error = #expect(throws: (any Error).self) { try body() }
      #expect("\(error!)".contains(reason), "\(error!)")
    }
  }

  @Test(arguments: ["attentiveGRU(width: 8)", "encoderDecoder(width: 8, layers: 1, heads: 2)"])
  func `an interrupted training goes on to the same weights`(model: String) async throws {
    let task = try TaskCatalogue.standard.task(notation(model))
    var configuration = FitConfiguration(task)
    (configuration.length, configuration.peak) = (.steps(12), .given(0.01))
    configuration.batchSize = 16
    for run in 1...2 {
      _ = try await Fit(configuration, task: task, store: runs.store()).run { event in
        run == 1 || event.step != 6
      }
    }
    #expect(try runs.steps("translate-2").last == 7)
    _ = try await Fit(resuming: "translate-2", catalogue: .standard, store: runs.store())
      .run { _ in true }
    for name in ["weights.safetensors", "optimizer.safetensors", "model.json"] {
      #expect(
        try runs.file(name, of: "translate-1", at: 12)
          == runs.file(name, of: "translate-2", at: 12),
        "\(name)")
    }
  }

  @Test func `a run does not go on with other sentences`() async throws {
    let notation = try notation()
    let task = try TaskCatalogue.standard.task(notation)
    var configuration = FitConfiguration(task)
    (configuration.length, configuration.peak) = (.steps(6), .given(0.01))
    _ = try await Fit(configuration, task: task, store: runs.store()).run { $0.step != 2 }
    let target = folder.url.appendingPathComponent("train.fr")
    let text = try String(contentsOf: target, encoding: .utf8)
    for (old, new) in [("un un un", "un un une"), ("quatre quatre quatre", "quatre quatre cinq")] {
      _ = try write("train.fr", text.replacing(old, with: new))
      let error = await #expect(throws: (any Error).self) {
        try await Fit(resuming: "translate-1", catalogue: .standard, store: runs.store())
          .run { _ in true }
      }
      #expect("\(error!)".contains("translate-1"), "\(error!)")
    }
  }

  @Test func `files and settings that do not fit are refused`() async throws {
    let (source, target) = try corpus()
    let cases: [(String, String)] = [
      ("translate(from: \"\(source)\")", "to must be given with 'from'"),
      ("translate(to: \"\(source)\")", "from must be given with 'to'"),
      (
        "translate(from: \"\(source)\", to: \"\(target)\", length: 2)",
        "a pair to train on with at most 1 tokens in each sentence; received none"
      ),
      ("translate(model: gru)", "the model gru takes texts, and these are texts with their"),
      ("translate(model: encoderDecoder(width: 30))", "multiple of its heads, 4; received 30"),
      ("translate(smoothing: 1)", "smoothing must be in 0 ..< 1; received 1"),
    ]
    for (notation, reason) in cases {
      let error = await #expect(throws: (any Error).self) {
        _ = try await TaskCatalogue.standard.task(notation).load(0, DataSource())
      }
      #expect("\(error!)".contains(reason), "\(error!)")
    }
  }

  @Test func `what was left out is told`() async throws {
    let source = try write(
      "a.en", String(repeating: "one\n", count: 60) + "\n" + String(repeating: "one ", count: 99))
    let target = try write("a.fr", String(repeating: "un\n", count: 60) + "nul\nun\n")
    let data = try await TaskCatalogue.standard.task(
      "translate(from: \"\(source)\", to: \"\(target)\", length: 16, vocabulary: 300)"
    ).load(0, DataSource())
    let summary = try #require(data.summary)
    #expect((data.training.exampleCount ?? 0) + data.validation.count == 60)
    #expect(
      summary.notices.prefix(2) == [
        "Left out: 1 pair with an empty line.",
        "Left out: 1 pair with a sentence of more than 15 tokens.",
      ])
  }
}
