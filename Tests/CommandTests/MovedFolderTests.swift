import Foundation
import Testing

/// A store, or a part of it, that is taken away under a training.
@Suite(.timeLimit(.minutes(10))) struct MovedFolderTests {
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
        + "moved to \(kept); the last good state is the checkpoint after (\\d+) updates?, in "
        + "\(kept)/boston-1; resume after \\1 updates? with: anneal fit --resume boston-1 --runs "
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
    ("rm runs/runs.sqlite", "runs/runs.sqlite: the file", "that it was removed"),
    ("rm runs/runs.sqlite-wal", "runs/runs.sqlite-wal: the file", "that it was removed"),
    (
      "sleep 3; : > runs/runs.sqlite-wal", "runs/runs.sqlite-wal: the file", "that it was cut"
    ),
    (
      "cp runs/runs.sqlite x; mv x runs/runs.sqlite", "runs/runs.sqlite: the file",
      "another one in its place"
    ),
    ("rm runs/boston-1/lock", "runs/boston-1/lock: the file", "that it was removed"),
    ("mv runs kept; mkdir runs", "runs: the folder", "that it was moved to "),
    ("mv runs/boston-1 kept", "runs/boston-1: the folder", "that it was moved to "),
  ])
  func `whatever is gone is named, with the last good state`(
    line: String, subject: String, received: String
  ) async throws {
    let anneal = try Anneal()
    let result = try await result(of: line, in: anneal)
    #expect(result.code == 1)
    #expect(
      result.errors.hasPrefix("anneal: \(anneal.path(subject)) must stay ")
        && result.errors.contains(" while a run trains; received \(received)"))
    #expect(result.errors.contains("; the last good state is the checkpoint after "))
    #expect(result.errors.filter { $0 == "\n" }.count == 1)
    // Nothing is made in the place of what was taken away.
    if line == "mv runs kept; mkdir runs" {
      #expect(try FileManager.default.contentsOfDirectory(atPath: anneal.path("runs")) == [])
    }
  }

  // What goes first, a file in it or the folder, is chance.
  @Test(arguments: ["runs", "runs/boston-1"])
  func `a folder that is removed ends the run`(folder: String) async throws {
    let anneal = try Anneal()
    let result = try await result(of: "rm -r \(folder)", in: anneal)
    #expect(result.code == 1)
    #expect(result.errors.hasPrefix("anneal: \(anneal.path(folder))"))
    #expect(
      result.errors.contains(
        " must stay where it is while a run trains; received that it was removed"))
    #expect(result.errors.filter { $0 == "\n" }.count == 1)
    #expect(!anneal.has("runs/boston-1"))
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
        /run 'boston-1' made \d+ updates? but has no checkpoint to resume from; its folder .*\/runs\/boston-1 has no 'step-…': restore it from a copy, or start a new run\n/
      ))
    let list = try await anneal("runs", "list")
    #expect(list.output.contains("cannot be resumed: its checkpoints are gone"))
    let between = try await anneal("fit", "--resume", "boston-1", "--at-step", "5")
    #expect(
      between.errors
        == "anneal: --at-step must be the step of a checkpoint, but run 'boston-1' has none; received 5\n"
    )
  }
}
