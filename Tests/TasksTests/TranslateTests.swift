import DataFiles
import Foundation
import Tasks
import Testing
import Training

/// The data is not part of the package.
private let hasData = ProcessInfo.processInfo.environment["ANNEAL_DATA"] != nil

@Suite struct TranslateTests {
  private func data(_ notation: String) async throws -> TrainingTask.TaskData {
    try await TaskCatalogue.standard.task(notation).load(0, DataSource())
  }

  @Test(.enabled(if: hasData, "set ANNEAL_DATA to the folder that holds multi30k/"))
  func `the captions of Multi30k are trained on, and the test of 2016 is kept for evaluations`()
    async throws
  {
    let data = try await data("translate(vocabulary: 400)")
    // With so few byte pairs some captions have more tokens than the model takes.
    let summary = try #require(data.summary)
    #expect(summary.source == "multi30k/train.en with multi30k/train.de, 30014 pairs of sentences")
    let left = try #require(
      summary.notices.first?.firstMatch(of: /Left out: ([0-9]+) pairs with a sentence of more/))
    let count = try #require(Int(left.1))
    #expect(
      count > 0 && (data.training.exampleCount ?? 0) + data.validation.count == 30_014 - count)
    let record = try #require(data.record)
    guard case .translation(let translation) = record.data else {
      Issue.record("not a translation: \(record.data)")
      return
    }
    #expect(translation.vocabulary.count == 401 && translation.end == 401)
    let folder = OwnDataFolder()
    let file = URL(fileURLWithPath: try folder.write("held-out.csv"))
    try data.files[0].write(file)
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    #expect(lines[0] == "source,target" && lines.count > 950 && lines.count <= 1001)
    #expect(
      lines[1]
        == "A man in an orange hat starring at something.,"
        + "\"Ein Mann mit einem orangefarbenen Hut, der etwas anstarrt.\"")
  }

  @Test(.enabled(if: hasData, "set ANNEAL_DATA to the folder that holds multi30k/"))
  func `a length that no caption fits is refused`() async {
    for length in [2, 4] {
      let error = await #expect(throws: DataFileError.self) {
        try await data("translate(vocabulary: 300, length: \(length))")
      }
      #expect(
        "\(error!)".contains("with at most \(length - 1) tokens in each sentence; received none"),
        "\(error!)")
    }
  }
}
