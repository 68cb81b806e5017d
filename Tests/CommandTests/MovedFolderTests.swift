import Foundation
import Testing

/// A store, or a part of it, that is taken away under a training.
@Suite(.timeLimit(.minutes(2))) struct MovedFolderTests {
  private static let fit = [
    "fit", "boston", "--steps", "1e6", "--rate", "0.01", "--json", "--checkpoint-every", "500",
  ]

  /// What a training says when `line` is done to its folder in the middle.
  private func result(
    of line: String, in anneal: Anneal
  ) async throws -> Anneal.Result {
    let command = try anneal.start(Self.fit)
    try await command.wait(for: #""step":1000"#)
    #expect(try await anneal.shell(line).code == 0)
    return try await command.result()
  }

  @Test func `a folder that was moved ends the run, which goes on where it lies`() async throws {
    let anneal = try Anneal()
    let result = try await result(of: "mv runs kept", in: anneal)
    #expect(result.code == 1)
    let (runs, kept) = (anneal.path("runs"), anneal.path("kept"))
    let sentence = try Regex(
      "anneal: \(runs): the folder must stay where it is while a run trains; received that it was "
        + "moved to \(kept); the last good state is the checkpoint after (\\d+) updates, in "
        + "\(kept)/boston-1; go on after \\1 updates with: anneal fit --resume boston-1 --runs "
        + "\(kept)\n", as: (Substring, Substring).self)
    let match = try #require(result.errors.wholeMatch(of: sentence))
    #expect(!anneal.has("runs"))
    let list = try await anneal("runs", "list", "--runs", "kept")
    #expect(list.output.contains(/boston-1  killed at step \d+, can be resumed/))
    let resumed = try await anneal(
      "fit", "--resume", "boston-1", "--runs", "kept", "--steps", "\(Int(match.1)! + 600)",
      "--replan", "hold")
    #expect(resumed.code == 0)
  }

  @Test(arguments: [
    ("rm runs/runs.sqlite", "runs/runs.sqlite: the file", "that it was removed", true),
    ("rm runs/runs.sqlite-wal", "runs/runs.sqlite-wal: the file", "that it was removed", true),
    (
      "cp runs/runs.sqlite x; mv x runs/runs.sqlite", "runs/runs.sqlite: the file",
      "another one in its place", true
    ),
    ("rm runs/boston-1/lock", "runs/boston-1/lock: the file", "that it was removed", true),
    ("rm -r runs", "runs: the folder", "that it was removed", false),
    ("rm -r runs/boston-1", "runs/boston-1: the folder", "that it was removed", false),
    ("mv runs kept; mkdir runs", "runs: the folder", "that it was moved to ", true),
    ("mv runs/boston-1 kept", "runs/boston-1: the folder", "that it was moved to ", true),
  ])
  func `whatever is gone is named, with the last good state`(
    line: String, subject: String, received: String, isKept: Bool
  ) async throws {
    let anneal = try Anneal()
    let result = try await result(of: line, in: anneal)
    #expect(result.code == 1)
    #expect(
      result.errors.hasPrefix(
        "anneal: \(anneal.path(subject)) must stay where it is while a run trains; received "
          + received))
    #expect(
      result.errors.contains(
        isKept
          ? "; the last good state is the checkpoint after "
          : "; no checkpoint of run 'boston-1' is left"))
    #expect(result.errors.filter { $0 == "\n" }.count == 1)
    // Nothing is made in the place of what was taken away.
    if line == "mv runs kept; mkdir runs" {
      #expect(try FileManager.default.contentsOfDirectory(atPath: anneal.path("runs")) == [])
    }
  }

  @Test(arguments: [[], ["--steps", "2e6", "--replan", "hold"]])
  func `a run without its checkpoints is not begun anew`(more: [String]) async throws {
    let anneal = try Anneal()
    let command = try anneal.start(Self.fit)
    try await command.wait(for: #""step":20}"#)
    command.send(SIGTERM)
    _ = try await command.result()
    #expect(try await anneal.shell("rm -r runs/boston-1/step-*").code == 0)
    let result = try await anneal.start(["fit", "--resume", "boston-1"] + more).result()
    #expect(result.code != 0)
    #expect(result.output == "")
    #expect(
      result.errors.contains(
        /run 'boston-1' must have a checkpoint to go on from, since it made \d+ updates; its folder .*\/runs\/boston-1 holds no 'step-…': put it back, or begin a new run\n/
      ))
    let list = try await anneal("runs", "list")
    #expect(list.output.contains("cannot be resumed: its checkpoints are gone"))
    let between = try await anneal("fit", "--resume", "boston-1", "--at-step", "5")
    #expect(
      between.errors
        == "anneal: --at-step must be a checkpoint of 'boston-1', which has none; received 5\n")
  }
}
