import AnnealCLI
import LearningRate
import Records
import Testing

@Suite struct OptionValueTests {
  @Test(arguments: [
    ("1", 1), ("10_000", 10_000), ("1e4", 10_000), ("1000000000", 1_000_000_000), ("2.0", 2),
    ("64k", 64_000), ("10M", 10_000_000), ("1.1k", 1100), ("1G", 1_000_000_000),
  ])
  func `a whole number may be written as in a notation`(text: String, value: Int) throws {
    #expect(try OptionValue.wholeNumber()(text) == value)
  }

  @Test(arguments: [
    "0", "-1", "1.5", "1e10", "", " 1", "nan", "inf", "1,2", "_", "k", "2G", "1.0001k", "10K",
    "-1k",
  ])
  func `anything else is refused with the requirement`(text: String) {
    #expect { try OptionValue.wholeNumber()(text) } throws: {
      "\($0)" == "must be a whole number from 1 to 1e9"
    }
  }

  @Test func `steps are separated by commas`() throws {
    #expect(try OptionValue.steps("0, 1_0,1e2") == [0, 10, 100])
    for text in ["", ",", "1,", "1;2", "1e10", "-1", "3,-5"] {
      #expect(throws: (any Error).self) { try OptionValue.steps(text) }
    }
  }

  @Test func `a rate is a positive number or the word find`() throws {
    #expect(try OptionValue.peakRate("find") == .found)
    #expect(try OptionValue.peakRate("3e-4") == .given(3e-4))
    for text in ["0", "-1", "nan", "Find", "1e-400", ""] {
      #expect(throws: (any Error).self) { try OptionValue.peakRate(text) }
    }
  }

  @Test func `a length is told in words`() {
    #expect(words(for: .epochs(1)) == "epoch")
    #expect(words(for: .epochs(2.5)) == "2.5 epochs")
    #expect(words(for: .percent(10)) == "10 % of the run")
    #expect(words(for: 500) == "500 steps")
    #expect(words(for: 1) == "1 step")
    #expect(count(1, "update") == "1 update")
    #expect(count(0, "update") == "0 updates")
  }

  @Test func `the words in front must name commands`() throws {
    for line in [
      [], ["fit", "digits"], ["runs", "list"], ["help"], ["help", "runs", "show"], ["--help"],
      ["runs"],
    ] {
      #expect(throws: Never.self) {
        try CommandRunner.checkCommand(line, under: AnnealCommand.self)
      }
    }
    #expect {
      try CommandRunner.checkCommand(["runs", "lst"], under: AnnealCommand.self)
    } throws: {
      "\($0)"
        == "unknown command 'runs lst'; expected one of list, show, export; did you mean 'list'?"
    }
    #expect {
      try CommandRunner.checkCommand(["help", "runz"], under: AnnealCommand.self)
    } throws: {
      "\($0)".hasSuffix("; did you mean 'runs'?")
    }
  }
}
