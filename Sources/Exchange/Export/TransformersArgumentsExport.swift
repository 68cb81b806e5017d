internal import LearningRate
internal import Notation

/// The `TrainingArguments` of Hugging Face that say a schedule.
///
/// Source: transformers 5.23, `optimization.py`. A warmup there is a line from zero; everything behind it
/// ends with the run.
struct TransformersArgumentsExport {
  let text: String

  private typealias Members = [(String, ConfigurationText)]
  /// The name of a scheduler, and what it is told beside the common arguments.
  private typealias Kind = (name: String, options: Members)

  init(_ plan: ResolvedPlan) throws {
    let curve = plan.learningRate
    func refusal(_ requirement: String) -> ExchangeError {
      ExchangeError(
        "\(requirement) for transformers-args", received: curve.schedule.description)
    }
    guard var parts = NativePart.parts(of: curve), let first = parts.first else {
      throw refusal(Self.known)
    }
    var (warmup, low) = (0.0, 0.0)
    if parts.count > 1, case .line(let from, let to, let over) = first.kind,
      over == first.length, to == parts[1].kind.start
    {
      (warmup, low) = (over, from)
      parts.removeFirst()
    }
    guard let peak = parts[0].kind.start, peak > 0 else { throw refusal(Self.known) }
    let rest = Double(curve.steps) - warmup
    var kind: Kind
    if let controller = plan.plan.controllers.first,
      let plateau = try PlateauSettings(controller.controller)
    {
      kind = ("reduce_lr_on_plateau", Self.options(of: plateau, peak))
    } else {
      guard let found = Self.kind(of: parts, peak, warmup, rest) else { throw refusal(Self.known) }
      kind = found
    }
    // The one scheduler there whose warmup begins at what it ends at.
    let ratio = kind.options.first { $0.0 == "min_lr_ratio" }.flatMap { option -> Double? in
      if case .number(let ratio) = option.1 { ratio } else { nil }
    }
    guard warmup == 0 || low == (ratio ?? 0) * peak else {
      throw refusal("a warmup must begin at \(((ratio ?? 0) * peak).notationText), by from:,")
    }
    if kind.name == "constant", warmup > 0 { kind.name = "constant_with_warmup" }
    let members: Members = [
      ("learning_rate", .number(peak)), ("lr_scheduler_type", .text(kind.name)),
      ("warmup_steps", .number(warmup)), ("max_steps", .number(Double(curve.steps))),
    ]
    let options: Members =
      kind.options.isEmpty ? [] : [("lr_scheduler_kwargs", .object(kind.options))]
    text = ConfigurationText.object(members + options).lines() + "\n"
  }

  private static let known =
    "what is behind the warmup must be constant, linear, cosine, polynomial, inverseSquareRoot, "
    + "cosineRestarts to 0 in whole cycles, or a level with a cooldown,"

  private static func kind(
    of parts: [NativePart], _ peak: Double, _ warmup: Double, _ rest: Double
  ) -> Kind? {
    if parts.count == 2 { return stable(parts, peak) }
    guard parts.count == 1 else { return nil }
    switch parts[0].kind {
    case .constant: return ("constant", [])
    case .line(_, to: 0, over: rest): return ("linear", [])
    case .line(_, let to, over: rest) where to >= 0 && to < peak:
      return ("polynomial", [("lr_end", .number(to)), ("power", .number(1))])
    case .cosine(_, to: 0, over: rest): return ("cosine", [])
    case .cosine(_, let to, over: rest) where to >= 0:
      return ("cosine_with_min_lr", [("min_lr", .number(to))])
    case .polynomial(_, let to, over: rest, let power) where to >= 0 && to < peak:
      return ("polynomial", [("lr_end", .number(to)), ("power", .number(power))])
    case .inverseRoot(_, let timescale):
      return ("inverse_sqrt", [("timescale", .number(timescale))])
    case .restarts(_, to: 0, let first, growth: 1):
      let cycles = (rest / first).rounded()
      guard cycles >= 1, (cycles * first - rest).magnitude <= 1e-9 * rest else { return nil }
      return ("cosine_with_restarts", [("num_cycles", .number(cycles))])
    default: return nil
    }
  }

  /// A level, and then down.
  private static func stable(_ parts: [NativePart], _ peak: Double) -> Kind? {
    let length = parts[1].length
    let (shape, end): (String, Double)
    switch (parts[0].kind, parts[1].kind) {
    case (.constant, .line(from: peak, let to, over: length)): (shape, end) = ("linear", to)
    case (.constant, .cosine(from: peak, let to, over: length)): (shape, end) = ("cosine", to)
    case (.constant, .root(from: peak, let to, over: length)): (shape, end) = ("1-sqrt", to)
    default: return nil
    }
    guard end >= 0 else { return nil }
    let ratio: Members = end == 0 ? [] : [("min_lr_ratio", .number(end / peak))]
    return (
      "warmup_stable_decay",
      [("num_decay_steps", .number(length)), ("decay_type", .text(shape))] + ratio
    )
  }

  /// PyTorch's `ReduceLROnPlateau`, whose bounds are on the rate.
  private static func options(of plateau: PlateauSettings, _ peak: Double) -> Members {
    [
      ("mode", .text(plateau.mode.rawValue)), ("factor", .number(plateau.factor)),
      ("patience", .number(Double(plateau.patience))), ("threshold", .number(plateau.threshold)),
      ("threshold_mode", .text(plateau.thresholdMode == .absolute ? "abs" : "rel")),
      ("cooldown", .number(Double(plateau.cooldown))),
      ("min_lr", .number(plateau.minFactor * peak)), ("eps", .number(plateau.epsilon * peak)),
    ]
  }
}

extension NativePart.Kind {
  /// The rate at which a part begins that a configuration can say.
  fileprivate var start: Double? {
    switch self {
    case .constant(let value): value
    case .line(let from, _, _), .cosine(let from, _, _), .root(let from, _, _): from
    case .polynomial(let from, _, _, _), .inverseRoot(let from, _): from
    case .restarts(let from, _, _, _): from
    default: nil
    }
  }
}
