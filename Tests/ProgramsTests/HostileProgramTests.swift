import Foundation
import Programs
import Search
import Testing

@Suite(.timeLimit(.minutes(2))) struct HostileProgramTests {
  @Test func `a crash before a loss ends the search at once`() throws {
    let text = try Searcher().fault(shell: "echo no data; exit 3; : {rate}")
    #expect(
      text.hasPrefix(
        "the program ended with exit code 3 before it printed a loss; its last line is 'no data'; its output is in "
      ), "\(text)")
    #expect(text.hasSuffix("/trial-1/output.txt"))
    let killed = try Searcher().fault(shell: "kill -SEGV $$; : {rate}")
    #expect(killed.hasPrefix("the program was ended by signal 11 before it printed a loss;"))
  }

  @Test func `a crash after losses at every rate is told`() throws {
    let text = try Searcher().fault(
      shell: "echo loss: {rate}; echo loss: nan; exit 1; : {steps}")
    #expect(
      text.hasPrefix(
        "the program must train at some rate; it ended with exit code 1 in all 9 trials;"),
      "\(text)")
  }

  @Test func `a program that is not there is named`() throws {
    let searcher = try Searcher()
    #expect(
      throws: ProgramError(
        .program, "cannot start 'no-such-program': there is no such program in PATH")
    ) { try searcher.find(["no-such-program", "{rate}"]) }
    #expect(throws: ProgramError(.program, "cannot start './no': there is no such file")) {
      try searcher.find(["./no", "{rate}"])
    }
  }

  @Test func `a program that hangs is stopped`() throws {
    var searcher = try Searcher()
    searcher.silence = 0.5
    let text = searcher.fault(shell: "echo begin; sleep 60; : {rate}")
    #expect(text.hasPrefix("the program hangs: it printed nothing and did nothing for "), "\(text)")
  }

  @Test func `a program without a loss is shown what it printed`() throws {
    let text = try Searcher().fault(shell: "echo hello; echo accuracy 0.5; : {rate}")
    #expect(
      text.hasPrefix(
        "the program must print losses, such as 'loss: 2.31'; it printed 'hello', 'accuracy 0.5'; say where "
          + "they are with --pattern, --loss or --log; its output is in "), "\(text)")
    #expect(try Searcher().fault(shell: ": {rate}").contains("it printed nothing;"))
    var searcher = try Searcher()
    searcher.source = LossSource(name: "energy")
    #expect(
      searcher.fault(shell: "echo step 1 loss 3; : {rate}").hasPrefix(
        "the program must print numbers named 'energy' (--loss); it printed numbers named step, loss;"
      ))
    searcher.source = LossSource(log: "{folder}/none.csv")
    #expect(
      searcher.fault(shell: ": {rate}").hasPrefix(
        "--log must name a log with a loss that the program writes; '{folder}/none.csv' received none"
      ))
  }

  @Test func `losses that are never finite are told`() throws {
    let text = try Searcher().fault(
      shell: "for i in 1 2 3; do echo loss: nan; done; : {rate} {steps}")
    #expect(
      text.hasPrefix(
        "the program must print finite losses; from the first on they were not finite at every rate from "
      ),
      "\(text)")
  }

  @Test func `a program that ignores the rate is told so`() throws {
    let text = try Searcher().fault(shell: "echo loss: 3; echo loss: 2; : {rate} {steps}")
    #expect(
      text.hasPrefix(
        "the program seems to ignore {rate}: at rates from 0.003 to 0.0646 it printed the same losses;"
      ), "\(text)")
  }

  @Test func `a crash at high rates alone is a failed trial`() throws {
    let program = Searcher.curve.replacing(
      "rate < 1 else float('nan')", with: "rate < 0.05 else 1 / 0")
    let found = try Searcher().find(python: program, "{rate}", "{steps}")
    #expect((0.005...0.016).contains(found.suggestion.rate), "\(found.suggestion.rate)")
    #expect(found.trials.contains { $0.state == .failed })
  }

  @Test func `without a placeholder for the rate there is nothing to search`() throws {
    let error = #expect(throws: ProgramError.self) { try Searcher().find(["echo", "{steps}"]) }
    #expect(error?.kind == .usage)
    #expect(
      error?.description
        == "the command must have {rate} where the learning rate goes; received 'echo '{steps}''")
  }
}
