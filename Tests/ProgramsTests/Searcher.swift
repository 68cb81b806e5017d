import Foundation
import Programs
import Search

/// Searches of little programs.
struct Searcher {
  let sandbox: Sandbox
  var steps = 200
  var typical = 0.003
  var budget = SearchBudget.whole
  var source = LossSource()
  var silence = 30.0
  var parallel = 2

  init() throws { sandbox = try Sandbox() }

  /// A program whose loss falls from 3 to 0.1 + 0.1·ln²(rate/0.01), and is not finite above 1.
  static let curve = """
    import math, sys
    rate, steps = float(sys.argv[1]), int(sys.argv[2])
    end = 0.1 + 0.1 * math.log(rate / 0.01) ** 2
    for t in range(steps + 1):
        loss = 3 + (end - 3) * (1 - math.exp(-6 * t / steps)) if rate < 1 else float('nan')
        print(f'step {t}: loss {loss:.5f}')
    """

  /// The search for a Python program.
  func find(
    python program: String, _ arguments: String..., isWanted: @escaping () -> Bool = { true }
  ) throws -> ProgramSuggestion {
    let path = try sandbox.write(program, to: "train.py")
    return try find(["python3", path] + arguments, isWanted: isWanted)
  }

  /// The search for a line of shell.
  func find(shell line: String) throws -> ProgramSuggestion { try find(["sh", "-c", line]) }

  func find(
    _ command: [String], isWanted: @escaping () -> Bool = { true }
  ) throws -> ProgramSuggestion {
    let settings = settings(command)
    return try find(settings, in: Study(in: studies, settings: settings), isWanted: isWanted)
  }

  var studies: URL { sandbox.folder.appendingPathComponent("find") }

  func settings(_ command: [String]) -> SearchSettings {
    SearchSettings(
      command: command, steps: steps, typicalRate: typical, optimizer: "adamw()", budget: budget,
      seed: 0, source: source, schedule: nil, workingFolder: sandbox.folder.path, width: 2)
  }

  func find(
    _ settings: SearchSettings, in study: Study, isWanted: @escaping () -> Bool = { true }
  ) throws -> ProgramSuggestion {
    try ProgramRateSearch(settings, study, parallel: parallel, silence: silence) { _ in isWanted() }
      .find()
  }

  /// What the search says of a program that it cannot search.
  func fault(shell line: String) -> String {
    do {
      let found = try find(shell: line)
      return "found \(found.suggestion.rate)"
    } catch { return "\(error)" }
  }
}
