import Exchange
import LearningRate
import Notation
import Testing

@Suite struct ScheduleExportTests {
  /// What is exported for 1000 steps, ten to an epoch.
  private func export(_ notation: String, _ target: ExportTarget) throws -> ScheduleExport {
    try ScheduleExport(Schedule(notation), to: target, steps: 1000, stepsPerEpoch: 10)
  }

  /// The targets that take every schedule: all but the configurations.
  private static let targets = ExportTarget.allCases.filter {
    ![.deepspeed, .transformersArgs].contains($0)
  }

  private static let words =
    ScheduleCatalogue.standard.shapeWords + ScheduleCatalogue.standard.modifierWords

  @Test func `every word can be exported to every target, always alike, and says its notation`()
    throws
  {
    for word in Self.words {
      let notation = try Schedule(word.example).description
      for target in Self.targets {
        let found = try export(word.example, target)
        #expect(found.text == (try export(word.example, target)).text)
        #expect(target == .csv || found.text.contains(notation), "\(word.name) \(target)")
        #expect((found.route == nil) == (target == .csv || target == .json))
      }
    }
  }

  @Test func `only what has no closed form is a table in 64 bits`() throws {
    for word in Self.words {
      let isTable = ["random", "smoothed", "jittered"].contains(word.name)
      for target in [ExportTarget.pytorch, .transformers, .mlxSwift] {
        #expect((try export(word.example, target).route == .table) == isTable, "\(word.name)")
      }
      // its product of a thousand factors would lose its digits in 32 bits
      let isFine = isTable || word.name == "compoundInverseTime"
      for target in [ExportTarget.keras, .optax] {
        #expect((try export(word.example, target).route == .table) == isFine, "\(word.name)")
      }
    }
  }

  @Test func `frameworks' own schedulers are used where they have the values`() throws {
    let native: [(String, [ExportTarget])] = [
      ("constant(1e-3)", [.pytorch, .optax, .transformers]),
      ("linear(from: 1e-3, to: 0)", [.pytorch, .keras, .optax, .transformers]),
      ("cosine(from: 3e-4, to: 0).warmup(5%)", [.pytorch, .keras, .optax]),
      // PyTorch's eta_min is one rate for all groups of parameters
      ("cosine(from: 3e-4, to: 3e-5).warmup(5%)", [.keras, .optax]),
      ("cosine(from: 3e-4, to: 0).warmup(5%, from: 0)", [.keras, .optax, .transformers]),
      ("oneCycle(peak: 0.1)", [.pytorch]),
      ("step(from: 0.1, gamma: 0.1, every: 30ep)", [.pytorch, .keras, .optax]),
      ("triangular(low: 1e-4, high: 0.01, up: 5%, shrink: 0.5)", [.pytorch]),
      ("cosineRestarts(from: 0.1, to: 0, first: 10%, growth: 2)", [.pytorch]),
      ("inverseSquareRoot(from: 1e-3, timescale: 1000)", [.transformers]),
      ("polynomial(from: 0.1, to: 0, power: 2)", [.pytorch, .keras, .optax, .transformers]),
      // its root of what is left at the end can be no number where 32 bits are compiled
      ("polynomial(from: 0.1, to: 0, power: 0.9)", [.pytorch, .transformers]),
      ("rex(from: 1e-3, to: 0)", []),
    ]
    for (notation, targets) in native {
      for target in [ExportTarget.pytorch, .keras, .optax, .transformers] {
        let isNative = try export(notation, target).route == .native
        #expect(isNative == targets.contains(target), "\(notation) \(target)")
      }
    }
  }

  @Test func `PyTorch's cosine is followed by a constant, since it would come up again`() throws {
    let text = try export("cosine(from: 1, to: 0, over: 300)", .pytorch).text
    #expect(text.contains("CosineAnnealingLR(optimizer, T_max=300)"))
    #expect(text.contains("ConstantLR(optimizer, factor=0, total_iters=10**9)"))
    #expect(text.contains("milestones=[300]"))
  }

  @Test func `OneCycleLR is followed by a constant, since it would raise an error`() throws {
    let text = try export("oneCycle(peak: 0.1)", .pytorch).text
    #expect(text.contains("total_steps=1001"))
    #expect(text.contains("ConstantLR(optimizer, factor=1 / 1e4, total_iters=10**9)"))
    #expect(text.contains("milestones=[1000]"))
  }

  @Test func `schedulers that set rates themselves set each group's share of them`() throws {
    for notation in ["oneCycle(peak: 0.1)", "triangular(low: 0.01, high: 0.1, up: 50)"] {
      let text = try export(notation, .pytorch).text
      #expect(text.contains("shares = [group[\"lr\"] / BASE for group in optimizer.param_groups]"))
      #expect(text.contains("=[0.1 * share for share in shares]"))
    }
  }

  @Test func `a run too long for a table is refused`() throws {
    let schedule = Schedule.step(from: 1, gamma: 0.5, every: 9).smoothed(momentum: 0.5)
    #expect(
      throws: ExchangeError(
        "steps must be at most 1000000 where a schedule can only be exported as a table",
        received: "1000001")
    ) { try ScheduleExport(schedule, to: .pytorch, steps: 1_000_001) }
    #expect(throws: ExchangeError.self) {
      try ScheduleExport(.constant(1), to: .csv, steps: 1 << 40)
    }
    let long = try ScheduleExport(.cosine(from: 1, to: 0), to: .optax, steps: 1 << 40)
    #expect(long.route == .native)
  }

  @Test func `a schedule that does not fit its run is refused`() throws {
    #expect(throws: ScheduleError.self) {
      try ScheduleExport(.constant(1).warmup(20), to: .pytorch, steps: 10)
    }
  }

  @Test(arguments: [
    ("constant(-3)", "-3"), ("linear(from: 1, to: -3).then(constant(2), at: 40%)", "-2"),
  ])
  func `a negative rate is exported nowhere`(notation: String, least: String) throws {
    let schedule = try Schedule(notation)
    for target in ExportTarget.allCases {
      let error = #expect(throws: ExchangeError.self) {
        try ScheduleExport(schedule, to: target, steps: 10)
      }
      #expect(
        error?.description
          == "the rates of \(schedule) must not be negative; received \(least)")
    }
  }

  @Test func `zero and huge rates can be exported`() throws {
    for notation in ["constant(0)", "linear(from: 0, to: 0)", "constant(1e100)"] {
      for target in Self.targets {
        let text = try ScheduleExport(Schedule(notation), to: target, steps: 1).text
        #expect(!text.contains("nan") && !text.contains("inf"), "\(notation) \(target)")
        // the base that rates are shares of
        #expect(!text.contains("BASE = 0\n"), "\(notation) \(target)")
      }
    }
  }
}
