import Testing

@Suite struct ScheduleMistakesTests {
  private static let seeValues = "\n  See 'anneal schedule values --help' for more information."
  private static let seePlot = "\n  See 'anneal schedule plot --help' for more information."

  @Test(arguments: [
    ("", "a notation must not be empty"),
    ("  ", "a notation must not be empty"),
    (
      "cosin(from: 1, to: 0)",
      "unknown shape 'cosin'\n  cosin(from: 1, to: 0)\n  ^\ndid you mean 'cosine'?"
    ),
    (
      "cosine(form: 1, to: 0)",
      "unknown label 'form' in 'cosine'\n  cosine(form: 1, to: 0)\n         ^\ndid you mean 'from'?"
    ),
    (
      "cosine(from: 1, to: 0",
      "'(' is never closed\n  cosine(from: 1, to: 0\n        ^\nexpected ')'"
    ),
    (
      "cosine(from: 1, to: 0).warmpu(5%)",
      "unknown modifier 'warmpu'\n  cosine(from: 1, to: 0).warmpu(5%)\n"
        + "                         ^\ndid you mean 'warmup'?"
    ),
    (
      "cosine(from: 1,\n to: x)",
      "to must be a number; received x\n   to: x)\n       ^"
    ),
  ])
  func `a typo is shown under its place`(notation: String, message: String) async throws {
    let result = try await Anneal()("schedule", "values", notation)
    #expect(result.code == 2)
    #expect(result.errors == "anneal: \(message)\n")
    #expect(result.output == "")
  }

  @Test(arguments: [
    (
      ["values"],
      "missing expected argument '<notation>'" + seeValues
    ),
    (
      ["values", "constant(1)", "--at", "1,,2"],
      "--at must be whole numbers from 0 to 1e9, separated by commas; received '1,,2'" + seeValues
    ),
    (
      ["values", "constant(1)", "--at", "9223372036854775807"],
      "--at must be whole numbers from 0 to 1e9, separated by commas; "
        + "received '9223372036854775807'" + seeValues
    ),
    (
      ["values", "constant(1)", "--steps", "0"],
      "--steps must be a whole number from 1 to 1e9; received '0'" + seeValues
    ),
    (
      ["values", "constant(1)", "--epoch-length", "-1"],
      "--epoch-length must be a whole number from 1 to 1e9; received '-1'" + seeValues
    ),
    (
      ["values", "cosine(from: 1, to: 0, over: 5ep)"],
      "cosine: over must be in steps or percent, since the steps per epoch are not known; "
        + "received 5ep"
    ),
    (
      ["values", "cosine(from: 1, to: 0).warmup(2000)", "--steps", "100"],
      "warmup: length must be at most the 100 steps of its window; received 2000"
    ),
    (
      ["plot"], "missing expected argument '<notation> ...'" + seePlot
    ),
    (
      ["plot", "constant(1)", "--width", "0"],
      "--width must be a whole number from 20 to 1000; received '0'" + seePlot
    ),
    (
      ["plot", "constant(1)", "--svg", ""],
      "--svg must be the name of a file or folder; received ''" + seePlot
    ),
    (["plot", "constant(1)", "--svg", "/"], "cannot write '/': it is a folder"),
    (
      ["plot", "constant(1)", "--svg", "/no/such/a.svg"],
      "cannot write '/no/such/a.svg': there is no folder '/no/such'"
    ),
  ])
  func `bad use is one sentence`(arguments: [String], message: String) async throws {
    let result = try await Anneal().start(["schedule"] + arguments).result()
    #expect(result.code == 2)
    #expect(result.errors == "anneal: \(message)\n")
    #expect(result.output == "")
  }

  @Test func `output that cannot be written is a failure`() async throws {
    let result = try await Anneal().shell(
      "$ANNEAL schedule values 'constant(1)' --json > /dev/full")
    #expect(result.code == 1)
    #expect(result.errors == "anneal: cannot write standard output: no space left on device\n")
  }
}
