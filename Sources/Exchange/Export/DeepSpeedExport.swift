internal import LearningRate
internal import Notation

/// The `scheduler` block of DeepSpeed's configuration: `WarmupLR`, `WarmupDecayLR`, `WarmupCosineLR` or
/// `OneCycle`.
///
/// Source: DeepSpeed 0.19.8, `runtime/lr_schedules.py`. A warmup there is of two steps at least and
/// logarithmic unless it is said to be linear; the cosine is a step ahead.
struct DeepSpeedExport {
  let text: String

  init(_ curve: Curve) throws {
    let run = try Window(steps: curve.steps, stepsPerEpoch: curve.stepsPerEpoch)
    let notation = curve.schedule.notation
    let members = try Self.oneCycle(notation, run) ?? Self.warmed(notation, run)
    text = ConfigurationText.object(members).lines() + "\n"
  }

  private typealias Members = [(String, ConfigurationText)]

  private static func scheduler(_ type: String, _ parameters: Members) -> Members {
    [("scheduler", .object([("type", .text(type)), ("params", .object(parameters))]))]
  }

  private static func refusal(
    _ requirement: String, _ notation: NotationExpression
  ) -> ExchangeError {
    ExchangeError("\(requirement) for deepspeed", received: notation.description)
  }

  /// A cycle of two lines, and then a level or a hyperbola.
  private static func oneCycle(_ notation: NotationExpression, _ run: Window) throws -> Members? {
    guard let parts = try NativeReader(window: run).parts(of: notation),
      case .triangles(let low, let high, let up, let down, _, gamma: 1)? = parts.first?.kind,
      up.rounded() == up, down.rounded() == down
    else { return nil }
    var members: Members = [
      ("cycle_min_lr", .number(low)), ("cycle_max_lr", .number(high)),
      ("cycle_first_step_size", .number(up)), ("cycle_second_step_size", .number(down)),
    ]
    var isOne = parts.count == 1 ? run.length <= up + down : parts[0].length == up + down
    if parts.count == 2 {
      switch parts[1].kind {
      case .constant(low): break
      case .inverseTime(from: low, let decay, let every):
        members += [("decay_lr_rate", .number(decay)), ("decay_step_size", .number(every))]
      default: isOne = false
      }
    }
    guard isOne, parts.count <= 2 else {
      throw refusal(
        "a triangular must be one cycle, with a level or an inverseTime from low behind it",
        notation)
    }
    return scheduler("OneCycle", members + [("cycle_momentum", .truth(false))])
  }

  /// A warmup, and what is behind it.
  private static func warmed(_ notation: NotationExpression, _ run: Window) throws -> Members {
    if let cosine = try cosine(notation, run) { return cosine }
    guard let (warmup, body, tail) = try warmup(notation, in: run) else {
      throw refusal(
        "the schedule must begin with warmup(n, from: r), linear or logarithmic, of 2 steps or more,",
        notation)
    }
    guard let parts = try NativeReader(window: tail).parts(of: body), parts.count == 1 else {
      throw refusal("what is behind the warmup must be constant or linear", body)
    }
    var members: Members = [("warmup_min_lr", .number(warmup.from))]
    switch parts[0].kind {
    case .constant(let peak): members.append(("warmup_max_lr", .number(peak)))
    case .line(from: let peak, to: warmup.from, let over):
      members = [("total_num_steps", .number(warmup.length + over))] + members
      members.append(("warmup_max_lr", .number(peak)))
    case .line:
      throw refusal("a line must end at the rate at which the warmup begins", body)
    case .cosine:
      throw refusal(
        "a cosine must be a step ahead, constant(peak).warmup(n, from: r)"
          + ".then(cosine(…).advanced(by: 1), at: n),", notation)
    default: throw refusal("what is behind the warmup must be constant or linear", body)
    }
    let type = members[0].0 == "total_num_steps" ? "WarmupDecayLR" : "WarmupLR"
    return scheduler(type, members + warmup.members)
  }

  /// `constant(peak).warmup(n, from: r).then(cosine(…).advanced(by: 1), at: n)`.
  private static func cosine(_ notation: NotationExpression, _ run: Window) throws -> Members? {
    var arguments = try ArgumentReader(notation)
    guard arguments.name == "then", let receiver = arguments.receiver,
      let next = arguments.unlabelledExpression("next schedule")
    else { return nil }
    let (head, tail) = try run.split(at: try arguments.required("at"), named: "at")
    var ahead = try ArgumentReader(next)
    guard ahead.name == "advanced", let wave = ahead.receiver,
      let (warmup, body, _) = try warmup(receiver, in: head), warmup.length == head.length,
      case .constant(let peak)? = try NativeReader(window: head).parts(of: body)?.first?.kind,
      peak != 0
    else { return nil }
    let earlier = try tail.startingEarlier(by: try ahead.required("by"), named: "by")
    guard earlier.start == tail.start - 1,
      case .cosine(from: peak, let low, let over)? =
        try NativeReader(window: earlier).parts(of: wave)?.first?.kind
    else { return nil }
    let optimizer: Members = [
      ("type", .text("AdamW")), ("params", .object([("lr", .number(peak))])),
    ]
    return [("optimizer", .object(optimizer))]
      + scheduler(
        "WarmupCosineLR",
        [
          ("total_num_steps", .number(head.length + over)),
          ("warmup_min_ratio", .number(warmup.from / peak)),
          ("cos_min_ratio", .number(low / peak)),
        ] + warmup.members)
  }

  private struct Warmup {
    let length, from: Double
    let isLinear: Bool

    var members: Members {
      [
        ("warmup_num_steps", .number(length)),
        ("warmup_type", .text(isLinear ? "linear" : "log")),
      ]
    }
  }

  /// The warmup at the end of a notation, what it leads up to, and the window of that.
  private static func warmup(
    _ notation: NotationExpression, in window: Window
  ) throws -> (Warmup, NotationExpression, Window)? {
    var arguments = try ArgumentReader(notation)
    guard arguments.name == "warmup", let body = arguments.receiver else { return nil }
    let length: Length = try arguments.unlabelled("length")
    let shape = try arguments.value("shape", default: WarmupShape.linear)
    let (head, tail) = try window.split(at: length, named: "length")
    guard let from: Double = try arguments.optional("from"),
      shape == .linear || shape == .logarithmic, head.length >= 2,
      head.length.rounded() == head.length
    else { return nil }
    let warmup = Warmup(length: head.length, from: from, isLinear: shape == .linear)
    return (warmup, body, tail)
  }
}
