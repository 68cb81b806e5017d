import Foundation
import LearningRate
import Notation
import Testing

@Suite struct ControllerNotationTests {
  static let notations: [(Controller, String)] = [
    (Controller.plateau(), "plateau(factor: 0.1, patience: 10)"),
    (
      .plateau(
        factor: 0.5, patience: 3, threshold: 0.01, thresholdMode: .absolute, mode: .max,
        cooldown: 2, minFactor: 0.01, epsilon: 0, nonFinite: .bad),
      """
      plateau(factor: 0.5, patience: 3, threshold: 0.01, thresholdMode: absolute, mode: max, \
      cooldown: 2, minFactor: 0.01, epsilon: 0, nonFinite: bad)
      """
    ),
    (.slopeTest(), "slopeTest(factor: 0.1, patience: 2000)"),
    (
      .slopeTest(factor: 0.5, patience: 300, probability: 0.6, mode: .max, minFactor: 0.1),
      "slopeTest(factor: 0.5, patience: 300, probability: 0.6, mode: max, minFactor: 0.1)"
    ),
    (.greedy(), "greedy(factor: 0.95, patience: 10)"),
    (
      .greedy(
        factor: 0.9, patience: 5, window: 50, minFactor: 0.1, maxFactor: 2, threshold: 0,
        thresholdMode: .relative, mode: .max, cooldown: 1, warmup: 2, reset: 9, epsilon: 0.5,
        nonFinite: .bad),
      """
      greedy(factor: 0.9, patience: 5, window: 50, minFactor: 0.1, maxFactor: 2, threshold: 0, \
      thresholdMode: relative, mode: max, cooldown: 1, warmup: 2, reset: 9, epsilon: 0.5, \
      nonFinite: bad)
      """
    ),
    (.boldDriver(), "boldDriver(raise: 1.5, lower: 0.5)"),
    (
      .boldDriver(
        raise: 2, lower: 0.7, patience: 0, margin: 3, window: 20, minFactor: 0.1, maxFactor: 4,
        mode: .max),
      """
      boldDriver(raise: 2, lower: 0.7, patience: 0, margin: 3, window: 20, minFactor: 0.1, \
      maxFactor: 4, mode: max)
      """
    ),
    (.spikeBackoff(), "spikeBackoff(factor: 0.5)"),
    (
      .spikeBackoff(
        factor: 0.1, threshold: 4, window: 50, patience: 0, recover: 10, limit: 1, minFactor: 0),
      """
      spikeBackoff(factor: 0.1, threshold: 4, window: 50, patience: 0, recover: 10, limit: 1, \
      minFactor: 0)
      """
    ),
  ]

  @Test(arguments: notations)
  func `a controller prints as it is written and reads back equal`(
    controller: Controller, text: String
  ) throws {
    #expect(controller.description == text)
    #expect(try Controller(text) == controller)
  }

  @Test func `random controllers print, read back, hash and encode equal`() throws {
    var random = SplitMix64(state: 81)
    var drawn: [Controller] = []
    for _ in 0..<500 {
      let controller = drawController(&random)
      let copy = try Controller(controller.description)
      #expect(copy == controller && copy.hashValue == controller.hashValue, "\(controller)")
      drawn.append(controller)
    }
    let data = try JSONEncoder().encode(drawn)
    #expect(try JSONDecoder().decode([Controller].self, from: data) == drawn)
    for (a, b) in zip(drawn, drawn.dropFirst()) {
      #expect((a == b) == (a.description == b.description))
    }
  }

  @Test func `a mistake shows its line, a caret and the nearest word`() {
    let error = #expect(throws: NotationError.self) {
      try Controller("plateu(factor: 0.1, patience: 10)")
    }
    #expect(
      error?.description == """
        unknown controller 'plateu'
          plateu(factor: 0.1, patience: 10)
          ^
        did you mean 'plateau'?
        """)
  }

  static let mistakes: [(String, String)] = [
    ("", "the text is empty at column 1; expected a value"),
    ("0.5", "a controller must be a name or a call; received 0.5 at column 1"),
    (
      "cosine",
      """
      unknown controller 'cosine' at column 1; expected plateau, slopeTest, greedy, boldDriver \
      or spikeBackoff
      """
    ),
    (
      "plateau().greedy()",
      "'greedy' stands alone: write it without a dot before it at column 11"
    ),
    (
      "plateau(0.1)",
      """
      'plateau' takes no further value without a label at column 9; expected factor, patience, \
      threshold, thresholdMode, mode, cooldown, minFactor, epsilon, nonFinite or stopAfter
      """
    ),
    (
      "plateau(patiense: 3)",
      "unknown label 'patiense' in 'plateau' at column 9; did you mean 'patience'?"
    ),
    (
      "plateau(factor: 0)", "factor must be positive, and at most 1; received 0 at column 17"
    ),
    (
      "plateau(factor: 1.5)", "factor must be positive, and at most 1; received 1.5 at column 17"
    ),
    (
      "plateau(patience: -1)",
      "patience must be between 0 and 1000000000; received -1 at column 19"
    ),
    ("plateau(patience: 2.5)", "patience must be a whole number; received 2.5 at column 19"),
    ("plateau(threshold: 2)", "threshold must be between 0 and 1; received 2 at column 20"),
    (
      "plateau(threshold: -2, thresholdMode: absolute)",
      "threshold must be between 0 and 1e100; received -2 at column 20"
    ),
    (
      "plateau(mode: maximum)", "mode must be min or max; received maximum at column 15"
    ),
    (
      "plateau(nonFinite: ignored)",
      "nonFinite must be ignore or bad; received ignored at column 20; did you mean 'ignore'?"
    ),
    (
      "plateau(cooldown: -1)", "cooldown must be between 0 and 1000000000; received -1 at column 19"
    ),
    ("plateau(minFactor: 2)", "minFactor must be between 0 and 1; received 2 at column 20"),
    ("plateau(epsilon: -1)", "epsilon must be between 0 and 1; received -1 at column 18"),
    (
      "slopeTest(patience: 2)", "patience must be between 3 and 100000; received 2 at column 21"
    ),
    (
      "slopeTest(probability: 0.5)",
      "probability must be above 0.5 and below 1; received 0.5 at column 24"
    ),
    (
      "slopeTest(probability: 1)",
      "probability must be above 0.5 and below 1; received 1 at column 24"
    ),
    ("greedy(window: 0)", "window must be between 1 and 10000; received 0 at column 16"),
    ("greedy(minFactor: 1.1)", "minFactor must be between 0 and 1; received 1.1 at column 19"),
    (
      "greedy(maxFactor: 0.5)", "maxFactor must be between 1 and 1000000; received 0.5 at column 19"
    ),
    ("greedy(reset: 0)", "reset must be between 1 and 1000000000; received 0 at column 15"),
    ("greedy(warmup: -1)", "warmup must be between 0 and 1000000000; received -1 at column 16"),
    ("boldDriver(raise: 0.5)", "raise must be between 1 and 100; received 0.5 at column 19"),
    (
      "boldDriver(lower: 0.96)", "lower must be between 1e-3 and 0.95; received 0.96 at column 19"
    ),
    ("boldDriver(margin: -1)", "margin must be between 0 and 1e100; received -1 at column 20"),
    ("boldDriver(window: 4)", "window must be between 5 and 10000; received 4 at column 20"),
    (
      "boldDriver(minFactor: 0)",
      "minFactor must be positive, and at most 1; received 0 at column 23"
    ),
    (
      "spikeBackoff(threshold: 0)",
      "threshold must be positive, and at most 1e100; received 0 at column 25"
    ),
    ("spikeBackoff(window: 9)", "window must be between 10 and 10000; received 9 at column 22"),
    (
      "spikeBackoff(recover: 0)",
      "recover must be between 1 and 1000000000; received 0 at column 23"
    ),
    ("spikeBackoff(limit: -1)", "limit must be between 0 and 1000000000; received -1 at column 21"),
  ]

  @Test(arguments: mistakes)
  func `a mistake is named, placed and corrected`(text: String, summary: String) {
    let error = #expect(throws: NotationError.self) { try Controller(text) }
    #expect(error?.summary == summary)
  }

  @Test func `a literal that breaks the rule stops the program`() async {
    await #expect(processExitsWith: .failure) { _ = Controller.plateau(factor: 0) }
    await #expect(processExitsWith: .failure) { _ = Controller.plateau(threshold: .nan) }
    await #expect(processExitsWith: .failure) { _ = Controller.plateau(patience: .max) }
    await #expect(processExitsWith: .failure) { _ = Controller.slopeTest(probability: 0.5) }
    await #expect(processExitsWith: .failure) { _ = Controller.greedy(minFactor: 1.5) }
    await #expect(processExitsWith: .failure) { _ = Controller.boldDriver(lower: 1) }
    await #expect(processExitsWith: .failure) { _ = Controller.spikeBackoff(recover: 0) }
  }
}
