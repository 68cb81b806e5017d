import Foundation
import Optimizers
import Runs
import Testing
import Torch
import Training

/// Checkpoints of a training: `Training+Checkpoint.swift`.
@Suite struct CheckpointTests {
  private let folder = TemporaryFolder()

  private func saved(
    _ training: TrainingRun, state change: (inout CheckpointState) -> Void = { _ in },
    files changeFiles: (inout [String: Data]) -> Void = { _ in }
  ) throws -> Checkpoint<CheckpointState> {
    let store = CheckpointStore(folder: folder.url)
    var (state, files) = (try training.checkpointState(), try training.checkpointFiles())
    change(&state)
    changeFiles(&files)
    try store.write(step: training.learner.step, state: state, files: files)
    return try store.load(training.learner.step)
  }

  @Test(arguments: [Optimizer.sgd(momentum: 0.9, weightDecay: 0.01)] + OptimizerCatalogue.family)
  func `N and M steps equal N, save, load, M, bit for bit`(optimizer: Optimizer) throws {
    let setting = Setting(optimizer: optimizer, gradientLimit: .zclip(threshold: 0.5, warmup: 3))
    let whole = try setting.training(weights: 1)
    let events = try whole.events()
    for cut in [0, 4, 5, 7, 12] {
      let first = try setting.training(weights: 1)
      let before = try first.events(to: cut)
      // Other first weights: everything must come from the checkpoint.
      let second = try setting.training(weights: 99)
      try second.resume(from: try saved(first))
      #expect(second.learner.step == cut)
      #expect(before + (try second.events()) == events, "cut at \(cut)")
      #expect(try second.checkpointFiles() == whole.checkpointFiles(), "cut at \(cut)")
      #expect(try second.checkpointState() == whole.checkpointState())
    }
  }

  @Test func `weights are stored by name, row by row`() throws {
    let training = try Setting(optimizer: .sgd(momentum: 0.9)).training()
    let files = try training.checkpointFiles()
    #expect(files.keys.sorted() == ["optimizer.safetensors", "weights.safetensors"])
    let weights = try SafetensorsFile(files["weights.safetensors"]!, file: "weights")
    #expect(
      weights.tensors.keys.sorted()
        == [0, 3, 7].flatMap {
          ["body.layers.\($0).bias", "body.layers.\($0).weight"]
        })
    let kernel = try #require(weights.tensors["body.layers.3.weight"])
    #expect(kernel.shape == [6, 4, 3, 3])
    let named = try #require(
      training.learner.model.namedTensors.first { $0.name == "body.layers.3.weight" })
    let scalars = try named.tensor.scalars(as: Float.self)
    #expect(kernel.bytes == scalars.withUnsafeBytes { Data($0) })
    let slots = try SafetensorsFile(files["optimizer.safetensors"]!, file: "optimizer")
    #expect(slots.tensors.keys.contains("body.layers.3.weight/velocity"))
    #expect(slots.tensors.count == 6)
  }

  @Test func `a training that went on can go back and measures again`() throws {
    let training = try Setting(steps: 10).training()
    _ = try training.events(to: 5)
    let checkpoint = try saved(training)
    let first = try training.events()
    try training.resume(from: checkpoint)
    #expect(try training.events() == first)
    #expect(first.first?.label == "validation 5")
    #expect(first.last?.label == "finished 10")
  }

  // Each: a setting that differs from the saved one, and the sentence.
  @Test(arguments: [
    (
      Setting(schedule: "constant(0.01)"),
      """
      the checkpoint has another plan; to continue, resume with isReplanned: true
        was: cosine(from: 0.01, to: 0), 12 steps
        now: constant(0.01), 12 steps
             ^^^^^^^^^^^^^
      """
    ),
    (
      Setting(optimizer: .sgd()),
      "the checkpoint's optimizer is adamw; this run's is sgd"
    ),
    (
      Setting(steps: 13),
      """
      the checkpoint has another plan; to continue, resume with isReplanned: true
        was: cosine(from: 0.01, to: 0), 12 steps
        now: cosine(from: 0.01, to: 0), 13 steps
                                        ^^
      """
    ),
    (Setting(examples: 50), "the checkpoint's steps per epoch is 5; this run's is 6"),
    (Setting(examples: 41), "the checkpoint's number of examples is 40; this run's is 41"),
    (
      Setting(examples: 40, batchSize: 7),
      "the checkpoint's batch size is 8; this run's is 7"
    ),
    (Setting(gradientLimit: 1), "the checkpoint's gradient limit is none; this run's is norm(1)"),
    (Setting(seed: 8), "the checkpoint's seed is 7; this run's is 8"),
    (
      Setting(classes: 4),
      "'body.layers.7.weight' must have shape [4, 24]; received [3, 24]"
    ),
  ])
  func `a checkpoint of another run is refused`(setting: Setting, message: String) throws {
    let first = try Setting().training()
    _ = try first.events(to: 3)
    try expectRefusal(of: try saved(first), by: try setting.training(weights: 2), message)
  }

  @Test func `a damaged checkpoint is refused`() throws {
    let first = try Setting().training()
    _ = try first.events(to: 3)
    func refused(
      _ message: String, state: (inout CheckpointState) -> Void = { _ in },
      files: (inout [String: Data]) -> Void = { _ in }
    ) throws {
      let checkpoint = try saved(first, state: state, files: files)
      try expectRefusal(of: checkpoint, by: try Setting().training(weights: 2), message)
    }
    func without(_ name: String, _ data: inout Data?) throws {
      let file = try SafetensorsFile(try #require(data), file: "file")
      data = try SafetensorsFile(file.tensors.filter { $0.key != name }).encoded()
    }
    try refused(
      "the checkpoint of step 3 must hold 'weights.safetensors'",
      files: { $0["weights.safetensors"] = nil })
    try refused(
      "the checkpoint must hold 'body.layers.0.bias'; it holds 5 others",
      files: { try! without("body.layers.0.bias", &$0["weights.safetensors"]) })
    try refused(
      "the checkpoint must hold 'body.layers.0.bias/square'; it holds 11 others",
      files: { try! without("body.layers.0.bias/square", &$0["optimizer.safetensors"]) })
    func asDoubles(_ files: inout [String: Data]) {
      let file = try! SafetensorsFile(files["weights.safetensors"]!, file: "weights")
      var tensors = file.tensors
      tensors["body.layers.0.bias"] = .init(.float64, shape: [4], bytes: Data(count: 32))
      files["weights.safetensors"] = try! SafetensorsFile(tensors).encoded()
    }
    try refused("'body.layers.0.bias' must be of type F32; received F64", files: asDoubles)
    let steps = "the checkpoint's step must be in 0 ... 12; "
    try refused(steps + "received -1", state: { $0.step = -1 })
    try refused(steps + "received 13", state: { $0.step = 13 })
    let updates = "the checkpoint's count of optimizer steps must be in 0 ... its updates, 3; "
    try refused(updates + "received 4", state: { $0.updaters[0].optimizerCount = 4 })
    try refused(updates + "received -1", state: { $0.updaters[0].optimizerCount = -1 })
  }

  private func expectRefusal(
    of checkpoint: Checkpoint<CheckpointState>, by training: TrainingRun, _ message: String
  ) throws {
    _ = try training.events(to: 2)
    let (state, files) = (try training.checkpointState(), try training.checkpointFiles())
    let error = #expect(throws: TrainingError.self) { try training.resume(from: checkpoint) }
    #expect(error?.description == message)
    #expect(try training.checkpointState() == state)
    #expect(try training.checkpointFiles() == files)
  }
}
