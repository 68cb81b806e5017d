import Foundation
import Runs
import Testing

@Suite struct RunStandingTests {
  private let folder = try! TemporaryFolder()
  private let store: RunStore

  init() throws { store = try RunStore(folder: folder.url) }

  private func state(
    of record: RunRecord, at now: Date = Date()
  ) throws -> RunStanding.State {
    try store.standing(of: store.run(record.id), at: now).state
  }

  @Test func `the lock tells whether a run is trained`() throws {
    let record = try store.createRun(task: "digits", configuration: .null)
    do {
      let lock = try RunLock(folder: store.folder(of: record.id))
      let found = try withExtendedLifetime(lock) { try state(of: record) }
      #expect(found == .running)
    }
    // At once, though this process lives and has just written.
    #expect(try state(of: record) == .killed)
    try store.finish(record.id, .stopped)
    #expect(try state(of: record) == .stopped)
  }

  @Test func `without a lock the process and the time tell`() throws {
    let gone = try store.createRun(task: "t", configuration: .null, process: Int32.max)
    #expect(try state(of: gone) == .running)  // it may be another machine's
    #expect(try state(of: gone, at: Date() + 20) == .killed)
    let here = try store.createRun(task: "t", configuration: .null)
    #expect(try state(of: here, at: Date() + 20) == .running)
  }

  @Test func `a run can be resumed from a checkpoint, or from the start`() throws {
    let record = try store.createRun(task: "digits", configuration: .null)
    try store.finish(record.id, .stopped)
    #expect(try store.standing(of: store.run(record.id)).isResumable)
    try store.append(
      points: (0..<7).map { SeriesPoint(series: "loss", step: $0, value: 1) }, to: record.id)
    let lost = try store.standing(of: store.run(record.id))
    #expect(lost.updates == 7 && lost.checkpoints.isEmpty && !lost.isResumable)
    try store.checkpoints(of: record.id).write(step: 5, state: 1, files: [:])
    let kept = try store.standing(of: store.run(record.id))
    #expect(kept.checkpoints == [5] && kept.isResumable)
    try store.finish(record.id, .finished)
    #expect(try !store.standing(of: store.run(record.id)).isResumable)
  }

  @Test func `asking does not keep a training from its lock`() async throws {
    let record = try store.createRun(task: "digits", configuration: .null)
    let runFolder = store.folder(of: record.id)
    _ = try RunLock(folder: runFolder)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { for _ in 0..<2000 { _ = try store.standing(of: record) } }
      group.addTask { for _ in 0..<2000 { _ = try RunLock(folder: runFolder) } }
      try await group.waitForAll()
    }
  }
}
