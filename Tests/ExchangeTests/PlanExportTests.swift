import Exchange
import LearningRate
import Testing

/// Whole plans; `scripts/plan-check` runs what is written here.
@Suite struct PlanExportTests {
  private func export(_ notation: String, _ target: ExportTarget) throws -> ScheduleExport {
    try ScheduleExport(Plan(notation), to: target, steps: 100)
  }

  @Test func `PyTorch gets groups, and a rate for each`() throws {
    let export = try export(
      #"linear(from: 1, to: 0).scaled(by: 0.1, in: "body.*").scheduling(rate, constant(2), in: "head.*")"#,
      .pytorch)
    #expect(export.route == .formula)
    #expect(
      export.text.hasPrefix(
        #"""
        # linear(from: 1, to: 0).scaled(by: 0.1, in: "body.*").scheduling(rate, constant(2), in: "head.*")
        # over 100 steps; exported by Anneal.
        #
        #     optimizer = torch.optim.AdamW(groups(model), lr=BASE)
        #     scheduler = schedule(optimizer)
        #
        # and scheduler.step() after each optimizer.step().
        # A group whose rate is set to another than BASE keeps its share of it.

        import math
        import re

        from torch.optim.lr_scheduler import LambdaLR

        BASE = 1


        def rate(step):
            return 1 - min(step, 100) / 100


        def schedule_1(step):
            return 2


        # what is changed, of which parameters (None: of all), and how
        CLAUSES = [
            ("scale", "body.*", 0.1),
            ("rate", "head.*", schedule_1),
        ]


        def fits(pattern, name):

        """#))
    #expect(
      export.text.hasSuffix(
        """
        def schedule(optimizer):
            return LambdaLR(optimizer, [share(group) for group in optimizer.param_groups])

        """))
  }

  @Test func `momentum for all parameters needs no groups`() throws {
    let text = try export("constant(1).scheduling(momentum, linear(from: 0.9, to: 0.8))", .pytorch)
      .text
    #expect(!text.contains("groups(model)"))
    #expect(text.contains("torch.optim.SGD(model.parameters(), lr=BASE, momentum=0.9)"))
    #expect(text.contains(#"("momentum", None, schedule_1),"#))
    #expect(text.contains("class Plan(LambdaLR):"))
  }

  @Test func `what is said for some parameters stands behind what is said for all`() throws {
    let text = try export(
      #"constant(1).scheduling(weightDecay, constant(0), in: "*.bias")"#
        + ".scheduling(weightDecay, constant(0.1))", .pytorch
    ).text
    let all = try #require(text.range(of: #"("weight_decay", None, schedule_2)"#))
    let some = try #require(text.range(of: #"("weight_decay", "*.bias", schedule_1)"#))
    #expect(all.lowerBound < some.lowerBound)
  }

  @Test func `lists of several schedules have names of their own`() throws {
    let text = try export(
      #"random(low: 1, high: 2, seed: 1).multiplied(by: random(low: 1, high: 2, seed: 2), in: "a.*")"#
        + ".scheduling(momentum, step(from: 0.9, gamma: 0.5, every: 9).smoothed(momentum: 0.5))",
      .pytorch
    ).text
    for name in ["NUMBERS_1 =", "NUMBERS_1_1 =", "RATES_2 ="] {
      #expect(text.components(name) == 2, "\(name)")
    }
    #expect(text.contains("# What has no closed form is listed, step by step."))
  }

  @Test func `a plateau is ReduceLROnPlateau over a factor, asleep in the warmup`() throws {
    let text = try export(
      "constant(1).warmup(20).controlled(by: plateau(factor: 0.5, patience: 3, minFactor: 0.01))",
      .pytorch
    ).text
    for part in [
      "factor=0.5,", "patience=3,", #"threshold_mode="rel","#, "min_lr=0.01,", "eps=1e-8,",
      "self.last_epoch < 20 or", "scheduler.measure(value)",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    let awake = try export(
      "constant(1).warmup(20).controlled(by: plateau(), duringWarmup: true)", .pytorch
    ).text
    #expect(!awake.contains("self.last_epoch < 20"))
  }

  @Test func `Keras's ReduceLROnPlateau cuts one measurement earlier`() throws {
    let text = try export(
      "constant(0.01).controlled(by: plateau(factor: 0.5, patience: 3, threshold: 0, cooldown: 2, "
        + "minFactor: 0.1))", .keras
    ).text
    for part in [
      #"monitor="val_loss""#, "factor=0.5", "patience=4", "cooldown=3", "min_lr=1e-3",
      "min_delta=0.0",
    ] {
      #expect(text.contains(part), "\(part)")
    }
  }

  @Test(arguments: [
    (ExportTarget.csv, "constant(1).controlled(by: plateau())", "controlled: a controller must be"),
    (
      .pytorch, "constant(1).controlled(by: greedy())", "controlled: the controller must be plateau"
    ),
    (
      .pytorch, "constant(1).controlled(by: plateau(stopAfter: 2))",
      "controlled: stopAfter must be left out"
    ),
    (
      .pytorch, "constant(1).controlled(by: plateau(factor: 1))", "controlled: factor must be below"
    ),
    (
      .pytorch, "constant(1).controlled(by: plateau()).controlled(by: plateau())",
      "controlled: there must be one controller"
    ),
    (
      .pytorch, #"constant(1).weighing("depth", by: constant(1))"#,
      "weighing: the weight of a loss must be left out for pytorch"
    ),
    (
      .pytorch, "constant(1).scheduling(batchSize, constant(8))",
      "scheduling: what is scheduled must be one of rate, beta1, beta2, epsilon, momentum, weightDecay"
    ),
    (.transformers, "constant(1).controlled(by: plateau())", "controlled: a controller must be"),
    (
      .keras, "linear(from: 1, to: 0).controlled(by: plateau(threshold: 0))",
      "controlled: the rate must be constant for keras"
    ),
    (.keras, "constant(1).controlled(by: plateau())", "controlled: thresholdMode must be absolute"),
    (
      .optax, #"constant(1).scaled(by: 2, in: "*")"#,
      "scaled: the plan must be one rate for all parameters for optax"
    ),
    (
      .deepspeed, #"constant(1).layerDecay(0.5, layers: "b.#.*")"#,
      "layerDecay: the plan must be one rate for all parameters for deepspeed"
    ),
  ])
  func `a clause that the target cannot say is named`(
    target: ExportTarget, notation: String, start: String
  ) {
    let error = #expect(throws: ExchangeError.self) { try export(notation, target) }
    #expect(error?.description.hasPrefix(start) == true, "\(error?.description ?? "")")
    #expect(error?.received.isEmpty == false)
  }

  @Test func `names that a pattern does not fit are refused for code, too`() throws {
    let plan = try Plan(#"constant(1).scaled(by: 2, in: "head.*")"#)
    #expect(throws: ScheduleError.self) {
      try ScheduleExport(plan, to: .pytorch, steps: 10, parameters: ["body.weight"])
    }
  }

  @Test func `data have a column for each group`() throws {
    let notation =
      #"constant(1).scaled(by: 2, in: "a.*").multiplied(by: constant(3), in: "*.b")"#
    let csv = try ScheduleExport(Plan(notation), to: .csv, steps: 1).text
    #expect(csv == "step,rate,rate a.*,rate *.b,\"rate a.*, *.b\"\n0,1,2,3,6\n")
    let json = try ScheduleExport(Plan(notation), to: .json, steps: 1).text
    #expect(
      json.hasSuffix(
        #""steps":1,"columns":{"rate":[1],"rate a.*":[2],"rate *.b":[3],"rate a.*, *.b":[6]}}"#
          + "\n"))
  }
}

extension String {
  /// How many parts this has between the places of another text.
  fileprivate func components(_ separator: String) -> Int {
    var (count, rest) = (1, self[...])
    while let range = rest.range(of: separator) {
      count += 1
      rest = rest[range.upperBound...]
    }
    return count
  }

  /// The first place of a text.
  fileprivate func range(of text: String) -> Range<String.Index>? { self[...].range(of: text) }
}

extension Substring {
  /// The first place of a text.
  fileprivate func range(of text: String) -> Range<String.Index>? { ranges(of: text).first }
}
