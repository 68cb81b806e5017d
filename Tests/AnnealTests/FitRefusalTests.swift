import Anneal
import Foundation
import Testing

/// Runs that cannot go on, and what they leave untouched.
@Suite struct FitRefusalTests {
  private let runs = Runs()

  @Test func `a finished run does not go on`() async throws {
    _ = try await runs.fit().run { _ in true }
    let error = #expect(throws: TrainingError.self) { try runs.resumed("toy-1") }
    #expect(
      error?.description
        == "run 'toy-1' has finished; to resume it, give more steps or an earlier checkpoint")
    #expect(try runs.status("toy-1") == .finished)
  }

  @Test func `a run that nobody knows is named, with the nearest that somebody does`() async throws
  {
    _ = try await runs.fit().run { $0.word != "training" }
    let error = #expect(throws: RunsError.self) { try runs.resumed("toy-2") }
    #expect(error?.kind == .unknown)
    #expect(
      error?.description == "run: it must be one of the 1 in the store; received 'toy-2'; "
        + "did you mean 'toy-1'?")
    #expect(throws: RunsError.self) { try runs.resumed("toy-1", at: 3) }
  }

  @Test func `a run of a task that is not known is refused`() async throws {
    _ = try await runs.fit().run { $0.word != "training" }
    let error = #expect(throws: TrainingError.self) {
      try Fit(resuming: "toy-1", store: try runs.store())
    }
    #expect(error?.description == "run 'toy-1' needs the task 'toy', which is unknown")
  }

  @Test func `two cannot train one run`() async throws {
    let fit = try runs.fit()
    let error = #expect(throws: RunsError.self) { try runs.resumed("toy-1") }
    #expect(error?.kind == .locked)
    #expect(try await fit.run { _ in true }.summary != nil)
  }

  @Test func `another process cannot train a run that is being trained`() async throws {
    let fit = try runs.fit()
    _ = try await fit.run { $0.step != 3 }
    let folder = runs.folder.url.path
    await #expect(processExitsWith: .success) { [folder = folder as String] in
      let store = try RunStore(folder: URL(fileURLWithPath: folder))
      do { _ = try Fit(resuming: "toy-1", catalogue: .toys, store: store) } catch let error
        as RunsError
      {
        exit(error.kind == .locked ? 0 : 1)
      }
      exit(2)
    }
    withExtendedLifetime(fit) {}
  }

  @Test(arguments: ["weights.safetensors", "optimizer.safetensors", "state.json", "state.sha256"])
  func `a checkpoint with a flipped byte is refused and nothing is changed`(
    name: String
  ) async throws {
    _ = try await runs.fit().run { $0.step != 12 }
    #expect(try runs.steps("toy-1") == [10, 13])
    let path = try runs.store().checkpoints(of: "toy-1").location(of: 13)
      .appendingPathComponent(name)
    let intact = try Data(contentsOf: path)
    var damaged = intact
    damaged[damaged.count / 2] ^= 0x10
    try damaged.write(to: path)
    let (rows, events, record) = (
      try runs.rows("toy-1"), try runs.events("toy-1"), try runs.store().run("toy-1")
    )
    let error = #expect(throws: RunsError.self) { try runs.resumed("toy-1") }
    #expect(error?.kind == .damaged)
    #expect(error?.intactSteps == [10])
    #expect(try runs.rows("toy-1") == rows)
    #expect(try runs.events("toy-1") == events)
    #expect(try runs.store().run("toy-1") == record)
    #expect(try runs.steps("toy-1") == [10, 13])
    #expect(try Data(contentsOf: path) == damaged)
    // The one before it is as good, and leads to the same end.
    _ = try await runs.resumed("toy-1", at: 10).run { _ in true }
    #expect(try runs.store().series("loss", of: "toy-1").map(\.step) == Array(0..<36))
  }

  @Test func `a run that cannot be resumed stays as it was`() async throws {
    _ = try await runs.fit().run { $0.step != 12 }
    let record = try runs.store().run("toy-1")
    // The task has other data now, so the checkpoint is of another training.
    let changed = TrainingTask(
      name: "toy", summary: "", data: "", architecture: "", optimizer: .adamw(),
      schedule: TrainingTask.toy.schedule, length: TrainingTask.toy.length, batchSize: 10,
      threads: 1,
      load: { seed, source in
        let data = try await TrainingTask.toy.load(seed, source)
        return TrainingTask.TaskData(training: data.validation, validation: data.validation)
      },
      makeModel: TrainingTask.toy.makeModel)
    let fit = try Fit(
      resuming: "toy-1", catalogue: TaskCatalogue([changed]), store: try runs.store())
    let error = await #expect(throws: TrainingError.self) { try await fit.run { _ in true } }
    #expect(error?.description == "the checkpoint's steps per epoch is 6; this run's is 2")
    #expect(try runs.store().run("toy-1") == record)
    #expect(try runs.steps("toy-1") == [10, 13])
    #expect(try runs.events("toy-1") == ["found -1", "stopped 13"])
  }
}
