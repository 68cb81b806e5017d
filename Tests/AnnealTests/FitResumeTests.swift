import Anneal
import Foundation
import Search
import Testing

/// Runs that were interrupted and go on, against one that was not.
@Suite struct FitResumeTests {
  private let runs = Runs()

  /// The run that nothing interrupts: always `toy-1`.
  private func uninterrupted() async throws { _ = try await runs.fit().run { _ in true } }

  /// Whether `run` came to exactly what the uninterrupted one came to.
  private func expectSame(_ run: String) throws {
    #expect(try runs.status(run) == .finished)
    #expect(try runs.rows(run) == runs.rows("toy-1"))
    for name in ["weights.safetensors", "optimizer.safetensors", "state.json"] {
      #expect(
        try runs.file(name, of: run, at: 36) == runs.file(name, of: "toy-1", at: 36), "\(name)")
    }
    let (one, other) = (
      try runs.store().run("toy-1").summary?.decoded(as: FitSummary.self),
      try runs.store().run(run).summary?.decoded(as: FitSummary.self)
    )
    #expect(one?.validation == other?.validation)
    #expect(one?.schedule == other?.schedule)
    #expect(one?.rate == other?.rate)
  }

  @Test(arguments: [0, 4, 5, 6, 11, 22, 35])
  func `stopped after a step, it goes on to the same end`(step: Int) async throws {
    try await uninterrupted()
    let outcome = try await runs.fit().run { $0.step != step }
    #expect(outcome.stoppedStep == step + 1)
    #expect(try runs.status("toy-2") == .stopped)
    #expect(try runs.steps("toy-2").last == step + 1)
    #expect(try runs.events("toy-2") == ["found -1", "stopped \(step + 1)"])
    var words: [String] = []
    _ = try await runs.resumed("toy-2").run { event in
      if words.last != event.word { words.append(event.word) }
      if case .resumed(let place) = event { #expect(place == step + 1) }
      return true
    }
    #expect(words == ["named", "prepared", "resumed", "planned", "training"])
    #expect(try runs.events("toy-2") == ["found -1", "resumed \(step + 1)"])
    try expectSame("toy-2")
  }

  @Test func `a run whose checkpoints were lost keeps what it measured`() async throws {
    _ = try await runs.fit().run { $0.step != 11 }
    let rows = try runs.rows("toy-1")
    let folder = runs.folder.url.appendingPathComponent("toy-1")
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
    where name.hasPrefix("step-") {
      try FileManager.default.removeItem(at: folder.appendingPathComponent(name))
    }
    let error = await #expect(throws: TrainingError.self) {
      try await runs.resumed("toy-1").run { _ in true }
    }
    #expect(
      error?.description
        == "run 'toy-1' made 12 updates but has no checkpoint to resume from; its folder "
        + "\(folder.path) has no 'step-…': restore it from a copy, or start a new run")
    #expect(try runs.rows("toy-1") == rows && !rows.isEmpty)
    #expect(try runs.status("toy-1") == .stopped)
  }

  @Test func `stopped again and again it comes to the same end`() async throws {
    try await uninterrupted()
    _ = try await runs.fit().run { $0.step != 2 }
    while try runs.status("toy-2") != .finished {
      var count = 0
      _ = try await runs.resumed("toy-2").run { event in
        if event.step != nil { count += 1 }
        return count < 4
      }
    }
    try expectSame("toy-2")
  }

  @Test(arguments: [0, 10, 20])
  func `stopped during the search, it begins anew`(step: Int) async throws {
    try await uninterrupted()
    let outcome = try await runs.fit().run { event in
      if case .searching(let progress) = event { progress.step < step } else { true }
    }
    #expect(outcome.stoppedStep == 0)
    #expect(try runs.status("toy-2") == .stopped)
    #expect(try runs.steps("toy-2") == [])
    _ = try await runs.resumed("toy-2").run { _ in true }
    #expect(try runs.events("toy-2") == ["found -1"])
    try expectSame("toy-2")
  }

  @Test func `stopped before the first step, it keeps the rate that was found`() async throws {
    try await uninterrupted()
    let outcome = try await runs.fit().run { event in
      if case .planned = event { false } else { true }
    }
    #expect(outcome.stoppedStep == 0)
    #expect(try runs.steps("toy-2") == [0])
    _ = try await runs.resumed("toy-2").run { event in
      if case .searching = event { Issue.record("the rate was found already") }
      return true
    }
    #expect(try runs.events("toy-2") == ["found -1", "resumed 0"])
    try expectSame("toy-2")
  }

  // A kill after so many events: in the search (38 steps or more), while planned, at steps of training.
  @Test(arguments: [0, 1, 15, 30, 39, 47, 55, 61, 67, 77])
  func `killed it goes on to the same end`(count: Int) async throws {
    try await uninterrupted()
    let folder = runs.folder.url.path
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [folder = folder as String, count = count as Int] in
      let store = try RunStore(folder: URL(fileURLWithPath: folder))
      var configuration = FitConfiguration(.toy, seed: 3)
      configuration.checkpointEvery = 5
      configuration.searchBudget = .whole
      var seen = 0
      _ = try await Fit(configuration, task: .toy, store: store).run { _ in
        if seen == count { kill(getpid(), SIGKILL) }
        seen += 1
        return true
      }
    }
    #expect(try runs.status("toy-2") == .running)
    _ = try await runs.resumed("toy-2").run { _ in true }
    try expectSame("toy-2")
  }

  @Test func `an error from whoever watches fails the run, which can go on`() async throws {
    struct Broken: Error {}
    try await uninterrupted()
    for place in ["searching", "training"] {
      let fit = try place == "searching" ? runs.fit() : runs.resumed("toy-2")
      await #expect(throws: Broken.self) {
        try await fit.run { event in
          if event.word == place, place == "searching" || event.step == 17 { throw Broken() }
          return true
        }
      }
      #expect(try runs.status("toy-2") == .failed)
    }
    _ = try await runs.resumed("toy-2").run { _ in true }
    try expectSame("toy-2")
  }

  @Test func `going back to an earlier checkpoint of a finished run gives the same again`()
    async throws
  {
    try await uninterrupted()
    _ = try await runs.fit().run { _ in true }
    _ = try await runs.resumed("toy-2", at: 35).run { _ in true }
    try expectSame("toy-2")
  }
}
