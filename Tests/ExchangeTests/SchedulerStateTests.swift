import Exchange
import LearningRate
import Testing

/// States as PyTorch 2.13.0 made them: `json.dumps(scheduler.state_dict())` after three steps, and the
/// parameters that the schedulers were made with.
@Suite struct SchedulerStateTests {
  private func notations(_ state: String) throws -> [String] {
    try ScheduleImport(state, file: "scheduler.json").groups.map { $0.notation }
  }

  private static let rest = """
    "base_lrs": [0.1], "last_epoch": 3, "_step_count": 4, "_is_initial": false, \
    "_get_lr_called_within_step": false
    """

  @Test(arguments: [
    (
      #""milestones": {"30": 1, "80": 2}, "gamma": 0.1"#,
      "multiStep(from: 0.1, gamma: 0.1, at: [30, 80, 80])"
    ),
    (#""step_size": 30, "gamma": 0.5"#, "step(from: 0.1, gamma: 0.5, every: 30)"),
    (#""gamma": 0.97"#, "exponential(from: 0.1, gamma: 0.97)"),
    (#""total_iters": 90, "power": 2"#, "polynomial(from: 0.1, to: 0, over: 90, power: 2)"),
    (#""total_iters": 90, "power": 1.0"#, "linear(from: 0.1, to: 0, over: 90)"),
    (#""factor": 0.5, "total_iters": 40"#, "piecewise([0: 0.05, 40: 0.1])"),
    (
      #""start_factor": 0.25, "end_factor": 0.75, "total_iters": 60"#,
      "linear(from: 0.025, to: 0.07500000000000001, over: 60)"
    ),
    (
      #""T_0": 20, "T_i": 20, "T_mult": 2, "eta_min": 0.0001, "T_cur": 3"#,
      "cosineRestarts(from: 0.1, to: 1e-4, first: 20, growth: 2)"
    ),
    (
      #""max_lrs": [0.4], "total_size": 50.0, "step_ratio": 0.4, "mode": "exp_range", "gamma": 0.99"#,
      "triangular(low: 0.1, high: 0.4, up: 20, down: 30, gamma: 0.99)"
    ),
    (
      #""max_lrs": [0.4], "total_size": 40.0, "step_ratio": 0.5, "mode": "triangular2", "gamma": 1.0"#,
      "triangular(low: 0.1, high: 0.4, up: 20, shrink: 0.5)"
    ),
  ])
  func `a state holds its notation`(keys: String, notation: String) throws {
    #expect(try notations("{\(keys), \(Self.rest), \"_last_lr\": [0.1]}") == [notation])
  }

  @Test func `every group has a notation`() throws {
    let state = """
      {"T_max": 100, "eta_min": 0.0001, "base_lrs": [0.1, 0.02], "last_epoch": 3, "_step_count": 4, \
      "_last_lr": [0.09977832013192386, 0.019955841547800647]}
      """
    #expect(
      try notations(state) == [
        "cosine(from: 0.1, to: 1e-4, over: 100)", "cosine(from: 0.02, to: 1e-4, over: 100)",
      ])
  }

  @Test func `a line before a scheduler is its warmup`() throws {
    let state = """
      {"_milestones": [10, 70], "last_epoch": 3, "_last_lr": [0.03636363636363636], "_schedulers": [\
      {"start_factor": 0.09090909090909091, "end_factor": 1, "total_iters": 10, \(Self.rest)}, \
      {"T_max": 60, "eta_min": 0.0, \(Self.rest)}, \
      {"factor": 0.1, "total_iters": 1000000000, \(Self.rest)}]}
      """
    #expect(
      try notations(state) == [
        "cosine(from: 0.1, to: 0, over: 60).then(constant(0.010000000000000002), at: 60).warmup(10)"
      ])
  }

  // OneCycleLR(max_lr=0.4, total_steps=200, div_factor=10): the peak is in the optimizer
  @Test func `the peak of one cycle follows from the rate on the way up`() throws {
    let state = """
      {"total_steps": 200, "_schedule_phases": [{"end_step": 59.0, "start_lr": "initial_lr"}, \
      {"end_step": 199, "start_lr": "max_lr"}], "_anneal_func_type": "cos", "cycle_momentum": false, \
      "base_lrs": [0.04], "last_epoch": 3, "_step_count": 4, "_last_lr": [0.04229169615015799]}
      """
    #expect(
      try notations(state) == ["oneCycle(peak: 0.4, over: 199, warmup: 59, divisor: 10)"])
    let late = state.replacing("\"last_epoch\": 3", with: "\"last_epoch\": 150")
    #expect(throws: ExchangeError.self) { try notations(late) }
  }

  // factors of 0.5 for 20 steps and of 0.9 for each step
  @Test func `chained schedulers multiply each other`() throws {
    let state = """
      {"_schedulers": [{"factor": 0.5, "total_iters": 20, \(Self.rest)}, {"gamma": 0.9, \(Self.rest)}], \
      "_last_lr": [0.03645]}
      """
    #expect(
      try notations(state) == [
        "piecewise([0: 0.05, 20: 0.1]).multiplied(by: exponential(from: 1, gamma: 0.9))"
      ])
  }

  @Test func `a plateau's state is a controller`() throws {
    let state = """
      {"factor": 0.5, "min_lrs": [0.001, 0], "patience": 4, "cooldown": 2, "eps": 1e-08, \
      "_last_lr": [0.1, 0.2], "mode": "max", "threshold": 0.0001, "threshold_mode": "abs", \
      "best": -Infinity, "num_bad_epochs": 0}
      """
    #expect(
      try notations(state) == [
        "constant(0.1).controlled(by: plateau(factor: 0.5, patience: 4, thresholdMode: absolute, "
          + "mode: max, cooldown: 2, minFactor: 0.01))",
        "constant(0.2).controlled(by: plateau(factor: 0.5, patience: 4, thresholdMode: absolute, "
          + "mode: max, cooldown: 2))",
      ])
  }

  @Test func `a checkpoint's scheduler is found`() throws {
    let state =
      #"{"epoch": 3, "lr_schedulers": [{"gamma": 0.97, \#(Self.rest)}], "state_dict": {}}"#
    #expect(try notations(state) == ["exponential(from: 0.1, gamma: 0.97)"])
  }

  @Test(arguments: [
    ("{}", "no keys"), (#"{"loss": 1}"#, "the keys loss"),
    (
      #"{"lr_lambdas": [null], "base_lrs": [0.1]}"#,
      "a LambdaLR, as transformers saves it, which holds no formula"
    ),
    (#"{"patience": 10, "factor": 0.1}"#, "nothing"),
    (#"{"gamma": 0.9, "base_lrs": []}"#, "something else"),
    (#"{"gamma": "x", "base_lrs": [0.1]}"#, "something else"),
    (#"{"step_size": 3, "gamma": 0.9}"#, "nothing"),
    (#"{"step_size": 0, "gamma": 0.9, "base_lrs": [0.1]}"#, "every: 0), which does not"),
    (#"{"_schedulers": [], "_milestones": []}"#, "something else"),
    (#"{"milestones": {"x": 1}, "gamma": 0.1, "base_lrs": [0.1]}"#, "something else"),
    (
      #"{"_schedulers": [{"T_max": 9, "eta_min": 0.1, "base_lrs": [1]}]}"#, "CosineAnnealingLR"
    ),
    (#"{"state": {}, "param_groups": [{"lr": 0.5}]}"#, "1 groups with the rates 0.5"),
  ])
  func `a state that cannot be read says why`(state: String, received: String) throws {
    let error = #expect(throws: ExchangeError.self) { try notations(state) }
    #expect(error?.received.contains(received) == true, "\(String(describing: error))")
    #expect(error?.file == "scheduler.json")
  }
}
