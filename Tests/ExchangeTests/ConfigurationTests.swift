import Exchange
import Testing
import TrainingLogs

/// Configurations as the tools named write them, with what their own schedulers do.
@Suite struct ConfigurationTests {
  private func found(
    _ text: String, name: String = "a.yaml", steps: Int? = nil
  ) throws -> ScheduleImport {
    try ScheduleImport(text, file: name, choices: ScheduleImport.Choices(steps: steps))
  }

  @Test(arguments: [
    (
      "learning_rate: 2.0e-5\nlr_scheduler_type: cosine\nwarmup_ratio: 0.03\nmax_steps: 1510\n",
      // ⌈0.03 · 1510⌉
      "cosine(from: 2e-5, to: 0).warmup(46, from: 0)"
    ),
    (
      #"{"learning_rate": 5e-05, "lr_scheduler_type": "SchedulerType.POLYNOMIAL", "warmup_steps": 20, "max_steps": -1}"#,
      "linear(from: 5e-5, to: 1e-7).warmup(20, from: 0)"
    ),
    (
      "learning_rate: 1e-4\nlr_scheduler_type: inverse_sqrt\nwarmup_steps: 400\n",
      "inverseSquareRoot(from: 1e-4, timescale: 400).warmup(400, from: 0)"
    ),
    (
      "learning_rate: 1e-4\nlr_scheduler_type: warmup_stable_decay\nwarmup_steps: 4\n"
        + "lr_scheduler_kwargs: {num_decay_steps: 50, min_lr_ratio: 0.1}\n",
      // its warmup begins at min_lr_ratio, too
      "constant(1e-4).cooldown(50, to: 1e-5, shape: cosine).warmup(4, from: 1e-5)"
    ),
    (
      "learning_rate: 1e-3\nnum_train_epochs: 3\nwarmup_ratio: 0.1\n",
      "linear(from: 1e-3, to: 0).warmup(10%, from: 0)"
    ),
    (
      "base_model: x\nlearning_rate: 2e-4\nlr_scheduler: cosine\nmax_steps: 2000\ncosine_min_lr_ratio: 0.1\n",
      // axolotl: min(⌊0.03 · 2000⌋, 100)
      "cosine(from: 2e-4, to: 2e-5).warmup(60, from: 0)"
    ),
    (
      #"{"scheduler": {"type": "WarmupDecayLR", "params": {"total_num_steps": 2000, "warmup_max_lr": 3e-5, "warmup_num_steps": 200, "warmup_type": "linear"}}}"#,
      "linear(from: 3e-5, to: 0, over: 1800).warmup(200, from: 0)"
    ),
    (
      #"{"scheduler": {"type": "WarmupLR", "params": {"warmup_min_lr": 1e-6, "warmup_max_lr": 1e-3}}}"#,
      "constant(1e-3).warmup(1000, from: 1e-6, shape: logarithmic)"
    ),
    (
      #"{"optimizer": {"params": {"lr": 1e-3}}, "scheduler": {"type": "WarmupCosineLR", "params": {"total_num_steps": 2000, "warmup_num_steps": 200, "cos_min_ratio": 0.1}}}"#,
      "constant(1e-3).warmup(200, from: 0, shape: logarithmic)"
        + ".then(cosine(from: 1e-3, to: 1e-4, over: 1800).advanced(by: 1), at: 200)"
    ),
    (
      #"{"scheduler": {"type": "OneCycle", "params": {"cycle_min_lr": 0.01, "cycle_max_lr": 0.1, "cycle_first_step_size": 60, "decay_lr_rate": 0.5, "decay_step_size": 10}}}"#,
      "triangular(low: 0.01, high: 0.1, up: 60, down: 60)"
        + ".then(inverseTime(from: 0.01, decay: 0.5, every: 10), at: 120)"
    ),
    (
      "sched: cosine\nlr: 0.001\nepochs: 300\nwarmup_epochs: 5\nwarmup_lr: 1.0e-06\nmin_lr: 1e-5\n",
      "linear(from: 1e-6, to: 1e-3, over: 5ep).then(cosine(from: 1e-3, to: 1e-5, over: 300ep)"
        + ".advanced(by: 5ep), at: 5ep).held(every: 1ep)"
    ),
    (
      "lr0: 0.01\nlrf: 0.1\nepochs: 100\ncos_lr: true\nwarmup_epochs: 3.0\n",
      "cosine(from: 0.01, to: 1e-3, over: 100ep).held(every: 1ep)"
        + ".multiplied(by: linear(from: 0, to: 1, over: 3ep))"
    ),
    (
      #"{"optim_wrapper": {"optimizer": {"type": "SGD", "lr": 0.02}}, "param_scheduler": [{"type": "LinearLR", "start_factor": 0.001, "by_epoch": false, "begin": 0, "end": 500}, {"type": "MultiStepLR", "begin": 0, "end": 12, "by_epoch": true, "milestones": [8, 11], "gamma": 0.1}]}"#,
      "linear(from: 2e-5, to: 0.02, over: 499)"
        + ".multiplied(by: multiStep(from: 1, gamma: 0.1, at: [8ep, 11ep]))"
    ),
    (
      #"{"class_name": "ExponentialDecay", "config": {"initial_learning_rate": 0.1, "decay_steps": 100, "decay_rate": 0.96, "staircase": true, "name": "x"}}"#,
      "step(from: 0.1, gamma: 0.96, every: 100)"
    ),
    (
      #"{"initial_learning_rate": 0.0, "decay_steps": 900, "alpha": 0.01, "warmup_target": 0.1, "warmup_steps": 100}"#,
      "cosine(from: 0.1, to: 1e-3, over: 900).warmup(100, from: 0)"
    ),
    (
      #"{"boundaries": [100, 200], "values": [0.1, 0.01, 0.001]}"#,
      "piecewise([0: 0.1, 101: 0.01, 201: 1e-3])"
    ),
    (
      "optimizer:\n  class_path: torch.optim.AdamW\n  init_args: {lr: 0.002}\nlr_scheduler:\n"
        + "  class_path: torch.optim.lr_scheduler.StepLR\n  init_args: {step_size: 30}\n",
      "step(from: 2e-3, gamma: 0.1, every: 30)"
    ),
  ])
  func `a configuration holds its notation`(text: String, notation: String) throws {
    let found = try found(text, name: text.hasPrefix("{") ? "a.json" : "a.yaml")
    #expect(found.groups.map(\.notation) == [notation])
  }

  @Test func `what was left to a default is named`() throws {
    let found = try found("lr_scheduler_type: cosine\nmax_steps: 100\n")
    #expect(found.notes.contains("'learning_rate' was left to its default, 5e-5"))
    #expect(found.notes.contains("'warmup_steps' was left to its default, 0"))
  }

  @Test func `what needs the length of the run asks for it`() throws {
    let text = "sched: cosine\nlr: 0.001\nwarmup_epochs: 5\n"
    let error = #expect(throws: ExchangeError.self) { try found(text) }
    #expect(error?.requirement.contains("--steps must say it") == true)
    #expect(try found(text, steps: 90).steps == 90)
  }

  @Test(arguments: [
    (
      #"{"scheduler": {"type": "WarmupLR", "params": {"warmup_max_lr": "auto"}}}"#,
      "'warmup_max_lr': auto"
    ),
    ("lr_scheduler_type: greedy\nlearning_rate: 1e-3\n", "'greedy'"),
    ("learning_rate: fast\nlr_scheduler_type: cosine\n", "'fast'"),
    (
      #"{"initial_learning_rate": 0.1, "decay_steps": 100, "decay_rate": 0.96}"#,
      "a configuration without it"
    ),
    ("a: 1\nb: 2\n", "the keys a, b"),
  ])
  func `what cannot be told is refused`(text: String, received: String) {
    let name = text.hasPrefix("{") ? "a.json" : "a.yaml"
    let error = #expect(throws: ExchangeError.self) { try found(text, name: name) }
    #expect(error?.received == received)
  }
}
