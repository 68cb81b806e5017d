import Foundation
import Testing

/// Several commands in one folder; `scripts/side-by-side` tries more of them, and kills.
@Suite(.timeLimit(.minutes(10))) struct SideBySideTests {
  @Test(arguments: [false, true])
  func `trainings that start together all finish, also in a folder that is new`(
    exists: Bool
  ) async throws {
    let anneal = try Anneal()
    if exists { try await anneal("fit", "boston", "--steps", "2", "--rate", "0.01") }
    let commands = try (0..<6).map { seed in
      try anneal.start([
        "fit", "boston", "--steps", "300", "--rate", "0.01", "--seed", "\(seed)",
        "--checkpoint-every", "20",
      ])
    }
    // Readers come and go meanwhile.
    for _ in 0..<5 {
      let list = try await anneal("runs", "list")
      #expect(list.code == 0 || list.errors.contains("there are no runs in the folder"))
    }
    for command in commands {
      let result = try await command.result()
      #expect(result.code == 0)
      #expect(result.errors == "")
    }
    let entries = try objects(try await anneal("runs", "list", "--json").output)
    #expect(entries.count == (exists ? 7 : 6))
    #expect(entries.allSatisfy { $0["status"] as? String == "finished" })
    #expect(Set(entries.compactMap { $0["run"] as? String }).count == entries.count)
  }

  @Test(.enabled(if: Anneal.hasNobody, "setpriv is needed, and a way to the program"))
  func `reading needs no right to write`() async throws {
    let anneal = try Anneal()
    try await anneal("fit", "boston", "--steps", "20", "--rate", "0.01")
    let runs = anneal.path("runs")
    chmod(runs + "/runs.sqlite", 0o444)
    chmod(runs, 0o555)
    defer { chmod(runs, 0o755) }
    for line in ["$ANNEAL runs list", "$ANNEAL runs show boston-1", "$ANNEAL runs --json"] {
      let result = try await anneal.shellAsNobody(line)
      #expect(result.code == 0)
      #expect(result.errors == "")
      #expect(result.output.contains("boston-1"))
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: runs)
    #expect(Set(names) == ["boston-1", "runs.sqlite"])
    let write = try await anneal.shellAsNobody("$ANNEAL fit --resume boston-1 --at-step 20")
    #expect(write.code == 1)
    #expect(write.errors.contains("/runs.sqlite: the database and its folder must be writable; "))
  }

  @Test(.enabled(if: Anneal.hasNobody, "setpriv is needed, and a way to the program"))
  func `a colleague reads a run that trains, and one that was killed`() async throws {
    let anneal = try Anneal()
    let command = try anneal.start([
      "fit", "boston", "--steps", "1e6", "--rate", "1e-3", "--json", "--checkpoint-every", "500",
    ])
    try await command.wait(for: #""step":1000"#)
    let during = try await anneal.shellAsNobody("$ANNEAL runs list")
    #expect(during.output.contains("boston-1  running"))
    command.send(SIGKILL)
    _ = try await command.result()
    // What SQLite shares between processes may be gone as well, in a copy of the folder.
    unlink(anneal.path("runs/runs.sqlite-shm"))
    let after = try await anneal.shellAsNobody("$ANNEAL runs list")
    #expect(after.output.contains("boston-1  killed at step "))
    #expect(!anneal.has("runs/runs.sqlite-shm"))
    let entry = try objects(try await anneal("runs", "list", "--json").output).first
    let last = try #require((entry?["checkpoints"] as? [Int])?.last)
    let resumed = try await anneal(
      "fit", "--resume", "boston-1", "--steps", "\(last + 100)", "--replan", "hold")
    #expect(resumed.code == 0)
  }

  @Test(.enabled(if: Anneal.hasNobody, "setpriv is needed, and a way to the program"))
  func `a folder that may not be read is said to be one`() async throws {
    let anneal = try Anneal()
    try await anneal("fit", "boston", "--steps", "2", "--rate", "0.01")
    chmod(anneal.path("runs"), 0o700)
    let result = try await anneal.shellAsNobody("$ANNEAL runs list")
    #expect(result.code == 1)
    let path = anneal.path("runs/runs.sqlite")
    #expect(
      result.errors
        == "anneal: \(path): it must be readable; received \"Permission denied\"; change its "
        + "permissions or choose another folder for the runs\n")
  }
}
