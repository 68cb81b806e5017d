import Anneal
import Foundation
import Runs
import Testing
import Training

/// Text written by trained models, each with the model's own answers as the measure.
@Suite struct TextGeneratorTests {
  private let folder = TemporaryFolder()
  private let runs = Runs()

  private func trained(_ arguments: String, on text: String) async throws -> TrainedModel {
    try FileManager.default.createDirectory(at: folder.url, withIntermediateDirectories: true)
    let url = folder.url.appendingPathComponent("book.txt")
    try Data(text.utf8).write(to: url)
    return try await runs.trained("text(\"\(url.path)\", \(arguments))", steps: 30, rate: 0.01)
  }

  private func text(
    _ model: TrainedModel, _ prompt: String, _ count: Int, temperature: Double = 0, seed: UInt64 = 0
  ) throws -> String {
    var sampling = TokenSampling()
    sampling.temperature = temperature
    var generator = try model.generator(prompt: prompt, sampling: sampling, seed: seed)
    var text = ""
    for _ in 0..<count { text += try generator.write() }
    return text + generator.finish()
  }

  private static let models = [
    "length: 16, model: lstm(width: 12, layers: 2)", "length: 16, model: gru(width: 12)",
    "length: 16, model: rnn(width: 12)",
    "length: 16, model: transformer(width: 12, heads: 2, layers: 2)",
    "length: 16, tokens: bytePairs, vocabulary: 260, model: gru(width: 12)",
  ]

  @Test(arguments: models)
  func `token by token it writes what the model finds likeliest after the whole text`(
    arguments: String
  ) async throws {
    let model = try await trained(
      arguments, on: String(repeating: "the cat sat on a mat, é. ", count: 120))
    let written = try text(model, "the c", 8)
    // Each next token alone, from nothing but the prompt and what was written before.
    var known = "the c"
    for _ in 0..<8 {
      let next = try text(model, known, 1)
      // A byte of a character that is not whole cannot be given back as a prompt.
      if next.contains("\u{FFFD}") { return }
      known += next
    }
    #expect(written == String(known.dropFirst(5)), "\(known)")
  }

  @Test func `a transformer writes more than it can see`() async throws {
    let model = try await trained(
      "length: 8, model: transformer(width: 8, heads: 2)",
      on: String(repeating: "abcdefgh", count: 300))
    #expect(try text(model, "abc", 50).count == 50)
    // Only the later half of the seen tokens is read anew when they are full: a longer prompt
    // begins like that.
    #expect(try text(model, "abcdefghabcdefgh", 4) == text(model, "efgh", 4))
  }

  @Test func `a seed writes one text, and another seed another`() async throws {
    let model = try await trained(
      "length: 16, model: gru(width: 8)", on: String(repeating: "abcdefghij", count: 200))
    let one = try text(model, "a", 40, temperature: 2, seed: 1)
    #expect(try text(model, "a", 40, temperature: 2, seed: 1) == one)
    #expect(try text(model, "a", 40, temperature: 2, seed: 2) != one)
    // Neither padding nor the token of unknown characters is text.
    for seed in 0..<20 {
      let text = try text(model, "a", 40, temperature: 100, seed: UInt64(seed))
      #expect(text.count == 40 && text.allSatisfy { "abcdefghij".contains($0) }, "\(text)")
    }
  }

  @Test(arguments: [
    ("", "the prompt must have at least one character; received none"),
    (
      "axé",
      "the prompt must consist of characters of the training text, which does not have 'x', 'é'"
    ),
  ])
  func `a prompt that the model cannot read is refused`(prompt: String, sentence: String)
    async throws
  {
    let model = try await trained(
      "length: 8, model: gru(width: 4)", on: String(repeating: "abc ", count: 100))
    let error = #expect(throws: TrainingError.self) { try model.generator(prompt: prompt) }
    #expect(error?.description == sentence)
  }
}
