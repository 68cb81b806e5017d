import Foundation
import Testing

/// A translator of one's own sentences.
@Suite(.timeLimit(.minutes(10))) struct TranslateCommandTests {
  private static let task =
    "translate(from: \"a.en\", to: \"a.fr\", model: attentiveGRU(width: 8), vocabulary: 300)"

  private func files() throws -> Anneal {
    let anneal = try Anneal()
    let source = (0..<60).map { "one two \($0)\n" }.joined()
    let target = (0..<60).map { "un deux \($0)\n" }.joined()
    try anneal.write(Array(source.utf8), to: "a.en")
    try anneal.write(Array(target.utf8), to: "a.fr")
    return anneal
  }

  private func trained() async throws -> Anneal {
    let anneal = try files()
    let result = try await anneal("fit", Self.task, "--rate", "0.01", "--steps", "3")
    #expect(result.code == 0, "\(result.errors)")
    #expect(
      result.output.contains("data        a.en with a.fr, 60 pairs of sentences"),
      "\(result.output)")
    return anneal
  }

  @Test func `each line of a file has its translation, on standard output or in a file`()
    async throws
  {
    let anneal = try await trained()
    try anneal.write(Array("one two 3\n\ntwo\n".utf8), to: "new.en")
    let shown = try await anneal("predict", "latest", "new.en", "--beams", "2")
    #expect(shown.code == 0 && shown.errors == "")
    let lines = shown.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 4 && lines[1] == "" && lines[3] == "", "\(shown.output)")
    let written = try await anneal(
      "predict", "latest", "new.en", "--beams", "2", "--output", "new.fr")
    #expect(written.output == "wrote new.fr\n", "\(written.errors)")
    let text = try String(contentsOfFile: anneal.path("new.fr"), encoding: .utf8)
    #expect(text == shown.output)
  }

  @Test func `an evaluation has BLEU and chrF of the held-out sentences`() async throws {
    let anneal = try await trained()
    let result = try await anneal("evaluate", "latest", "--beams", "1", "--json")
    let answer = try #require(try objects(result.output).first)
    let measures = try #require(answer["validation"] as? [String: Double])
    #expect(Set(measures.keys) == ["BLEU", "chrF", "loss", "perplexity"])
    #expect(answer["examples"] as? Int == 3)
  }

  @Test func `a model of another kind has no beams`() async throws {
    let anneal = try Anneal()
    let rows = (0..<40).map { "\($0),\($0 * 3)\n" }.joined()
    try anneal.write(Array(("x,y\n" + rows).utf8), to: "t.csv")
    let fit = try await anneal("fit", "t.csv", "--rate", "0.01", "--steps", "2")
    #expect(fit.code == 0, "\(fit.errors)")
    for command in [["predict", "latest", "t.csv"], ["evaluate", "latest"]] {
      let result = try await anneal.start(command + ["--length-penalty", "1"]).result()
      #expect(
        result.errors
          == "anneal: --beams and --length-penalty are for models that translate; t-1 trained another\n"
      )
      #expect(result.code == 2 && result.output == "")
    }
  }

  @Test(arguments: [
    (
      "a.en", "one\n",
      "a.fr: the translations must have a line for each of the 1 lines of a.en; received 60"
    ),
    ("a.en", "", "a.en: must hold text; received an empty file"),
    (
      "a.fr", String(repeating: "\n", count: 60),
      "a.en: there must be a sentence with its translation"
    ),
  ])
  func `files that do not fit are bad use`(name: String, text: String, reason: String) async throws
  {
    let anneal = try files()
    try anneal.write(Array(text.utf8), to: name)
    let result = try await anneal("fit", Self.task, "--rate", "0.01", "--steps", "3")
    #expect(result.code == 2 && result.errors.contains(reason), "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: anneal.path("runs/translate-1")))
  }

  @Test func `changes of the outputs with the width cannot be measured`() async throws {
    let result = try await files()(
      "scale", "check", "translate(from: \"a.en\", to: \"a.fr\", vocabulary: 300)", "--model",
      "encoderDecoder(width: 16)")
    #expect(result.code == 1 && result.output == "")
    #expect(
      result.errors
        == "anneal: the check needs a task whose model has one input; that of translate has several\n"
    )
  }

  @Test func `a sentence that is too long is named by its line`() async throws {
    let anneal = try await trained()
    try anneal.write(
      Array(("one\n" + String(repeating: "zz ", count: 90) + "\n").utf8), to: "long.en")
    let result = try await anneal("predict", "latest", "long.en", "--output", "long.fr")
    #expect(result.code == 2 && result.output == "")
    #expect(
      result.errors.hasPrefix(
        "anneal: long.en, line 2: a sentence must have at most 127 tokens, as the model has; received"
      ),
      "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: anneal.path("long.fr")))
  }
}
