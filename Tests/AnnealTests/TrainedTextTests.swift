import Anneal
import Foundation
import Records
import Runs
import Testing
import Training

/// A model of running text, used on other texts.
@Suite struct TrainedTextTests {
  private let folder = TemporaryFolder()
  private let runs = Runs()

  private func write(_ name: String, _ text: String) throws -> String {
    try FileManager.default.createDirectory(at: folder.url, withIntermediateDirectories: true)
    let url = folder.url.appendingPathComponent(name)
    try Data(text.utf8).write(to: url)
    return url.path
  }

  @Test func `each line of a text has its own loss and perplexity`() async throws {
    let path = try write("book.txt", String(repeating: "abcab", count: 400))
    let model = try await runs.trained(
      "text(\"\(path)\", length: 8, model: gru(width: 8))", steps: 4, rate: 0.01)
    let rows = try model.predictions(for: try write("lines.txt", "abcabcabc\na\n")).allLines
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    #expect(rows[0] == ["line", "tokens", "loss", "perplexity"])
    #expect(rows[1].prefix(2) == ["abcabcabc", "9"] && rows[2] == ["a", "1", "", ""])
    let (loss, perplexity) = (
      try #require(Double(rows[1][2])), try #require(Double(rows[1][3]))
    )
    #expect(abs(Foundation.log(perplexity) - loss) < 1e-8)
    // Nine characters are one window of eight and its next characters.
    let whole = try model.evaluation(on: try write("one.txt", "abcabcabc"))
    #expect(whole.examples == 1 && abs(whole.0.loss - loss) < 1e-6)
  }
}
