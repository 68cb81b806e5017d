import Foundation
import Testing

/// Text from a trained model.
@Suite(.timeLimit(.minutes(10))) struct GenerateCommandTests {
  private func trained() async throws -> Anneal {
    let anneal = try Anneal()
    let text = String(repeating: "abcde fghij.\n", count: 200)
    try anneal.write(Array(text.utf8), to: "book.txt")
    let result = try await anneal(
      "fit", "book.txt", "--model", "gru(width: 8)", "--rate", "0.01", "--steps", "20")
    #expect(result.code == 0, "\(result.errors)")
    return anneal
  }

  @Test func `the text goes to standard output, its speed to standard error`() async throws {
    let anneal = try await trained()
    let result = try await anneal("generate", "latest", "--prompt", "abc", "--tokens", "50")
    #expect(result.code == 0)
    #expect(result.output.hasPrefix("abc") && result.output.hasSuffix("\n"))
    #expect(result.output.count == 3 + 50 + 1)
    #expect(result.errors.wholeMatch(of: /50 tokens, [0-9]+ per second\n/) != nil)
    let again = try await anneal("generate", "latest", "--prompt", "abc", "--tokens", "50")
    #expect(again.output == result.output)
    let other = try await anneal(
      "generate", "latest", "--prompt", "abc", "--tokens", "50", "--seed", "1")
    #expect(other.output != result.output)
  }

  @Test func `the last line of JSON has the whole text`() async throws {
    let anneal = try await trained()
    let result = try await anneal(
      "generate", "latest", "--tokens", "30", "--top-k", "3", "--top-p", "0.9", "--json")
    let lines = try objects(result.output)
    let last = try #require(lines.last)
    #expect(
      Set(last.keys)
        == ["run", "step", "prompt", "text", "tokens", "seconds", "tokensPerSecond"])
    #expect(last["tokens"] as? Int == 30 && last["prompt"] as? String == "\n")
    #expect(last["run"] as? String == "book-1" && last["step"] as? Int == 20)
    let pieces = lines.dropLast().compactMap { $0["text"] as? String }
    #expect(pieces.joined() == last["text"] as? String && pieces.count == 30)
    #expect(result.errors == "")
  }

  @Test func `Ctrl-C ends it after the current token`() async throws {
    let anneal = try await trained()
    let command = try anneal.start(["generate", "latest", "--tokens", "100000000"])
    try await command.waitForListening(to: SIGINT)
    try command.send(SIGINT)
    let result = try await command.result()
    #expect(result.code == 130)
    #expect(result.output.hasSuffix("\n"))
    #expect(result.errors.contains(/anneal: stopped after [0-9]+ tokens?/))
  }

  @Test(arguments: [
    (["--prompt", ""], "the prompt must have at least one character; received none"),
    (
      ["--prompt", "aß"],
      "the prompt must consist of characters of the training text, which does not have 'ß'"
    ),
    (["--temperature", "200"], "--temperature must be a number from 0 to 100; received '200'"),
    (["--top-k", "0"], "--top-k must be a whole number from 1 to 1e9; received '0'"),
    (
      ["--top-p", "2"],
      "--top-p must be a number between 0 and 1, or a percentage such as 90%; received '2'"
    ),
  ])
  func `bad use is one sentence`(arguments: [String], sentence: String) async throws {
    let anneal = try await trained()
    let result = try await anneal.start(["generate", "latest"] + arguments).result()
    #expect(result.code == 2)
    #expect(result.output == "")
    #expect(result.errors.hasPrefix("anneal: \(sentence)"), "\(result.errors)")
  }

  @Test func `a fit of a recurrent model tells how far back its gradient reaches`() async throws {
    let anneal = try await trained()
    let fit = ["fit", "book.txt", "--model", "rnn(width: 8)", "--rate", "0.01", "--steps", "6"]
    let told = try await anneal.start(fit).result()
    let line = try #require(told.lines.first { $0.hasPrefix("gradient ") })
    #expect(line.contains(/(reaches|vanishes|explodes)/), "\(line)")
    let lines = try objects(try await anneal.start(fit + ["--json"]).result().output)
    let flow = try #require(lines.last { $0["event"] as? String == "gradient flow" })
    // A window has 64 characters.
    #expect((flow["norms"] as? [Double])?.count == 64 && flow["step"] as? Int == 6)
    let series = try await anneal("runs", "export", "latest", "--to", "csv")
    #expect(series.lines[0].contains("gradient norm 0 back"))
    #expect(series.lines[0].contains("gradient norm 32 back"))
    let page = try String(
      contentsOfFile: anneal.path("runs/book-3/report.html"), encoding: .utf8)
    #expect(page.contains("Gradient through time"))
  }

  @Test func `a text that is too short for its vocabulary is told`() async throws {
    let anneal = try Anneal()
    try anneal.write(Array(String(repeating: "abcde fghij. ", count: 60).utf8), to: "book.txt")
    let task = { (size: Int) in
      "text(\"book.txt\", tokens: bytePairs, vocabulary: \(size), length: 8)"
    }
    let few = try await anneal("fit", task(9000), "--rate", "0.01", "--steps", "1")
    #expect(few.code == 0 && few.output.contains(/byte pairs of the +9000 that were asked/))
    let enough = try await anneal("fit", task(258), "--rate", "0.01", "--steps", "1")
    #expect(enough.code == 0 && !enough.output.contains("were asked for"))
  }

  @Test func `a model of classes writes no text`() async throws {
    let anneal = try Anneal()
    try anneal.write(Array(OwnDataSamples.table().utf8), to: "prices.csv")
    _ = try await anneal("fit", "prices.csv", "--rate", "0.01", "--steps", "2")
    let result = try await anneal("generate", "latest")
    #expect(result.code == 2)
    #expect(
      result.errors
        == "anneal: the run must have trained a model of running text, such as 'text(\"book.txt\")'; "
        + "prices-1 trained another\n")
  }
}
