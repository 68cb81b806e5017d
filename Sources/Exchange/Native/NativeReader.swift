internal import LearningRate
internal import Notation

/// Takes a notation apart into stretches: the words that frameworks know, and the modifiers that
/// put one after another.
struct NativeReader {
  let window: Window

  /// The stretches of a schedule in the window; nil for a word without counterparts.
  func parts(of notation: NotationExpression) throws -> [NativePart]? {
    var arguments = try ArgumentReader(notation)
    guard let receiver = arguments.receiver else {
      if arguments.name == "wsd" { return try warmupStableDecay(&arguments) }
      return try shape(&arguments).map { [NativePart(kind: $0, length: window.length)] }
    }
    switch arguments.name {
    case "warmup": return try warmup(&arguments, of: receiver)
    case "cooldown": return try cooldown(&arguments, of: receiver)
    case "then": return try then(&arguments, of: receiver)
    default: return nil
    }
  }

  private func warmup(
    _ arguments: inout ArgumentReader, of receiver: NotationExpression
  ) throws -> [NativePart]? {
    let length: Length = try arguments.unlabelled("length")
    let from: Double? = try arguments.optional("from")
    guard try arguments.value("shape", default: WarmupShape.linear) == .linear else { return nil }
    let (head, tail) = try window.split(at: length, named: "length")
    guard let rest = try NativeReader(window: tail).parts(of: receiver) else { return nil }
    return Self.rise(head.length, from, try Self.value(of: receiver, in: tail, at: 0)) + rest
  }

  /// Without `from` the line starts one step late and is one step longer.
  private static func rise(_ length: Double, _ from: Double?, _ to: Double) -> [NativePart] {
    let start = from ?? to / (length + 1)
    return [NativePart(kind: .line(from: start, to: to, over: length), length: length)]
  }

  private func cooldown(
    _ arguments: inout ArgumentReader, of receiver: NotationExpression
  ) throws -> [NativePart]? {
    let length: Length = try arguments.unlabelled("length")
    guard try arguments.optional("at", as: Length.self) == nil else { return nil }
    let to: Double = try arguments.value("to", default: 0)
    let shape = try arguments.value("shape", default: CooldownShape.linear)
    let (head, tail) = try window.split(last: length, named: "length")
    guard let rest = try NativeReader(window: head).parts(of: receiver) else { return nil }
    let from = try Self.value(of: receiver, in: head, at: head.length)
    return Self.fall(tail.length, from, to, shape).map { rest + $0 }
  }

  private static func fall(
    _ length: Double, _ from: Double, _ to: Double, _ shape: CooldownShape
  ) -> [NativePart]? {
    switch shape {
    case .linear: [NativePart(kind: .line(from: from, to: to, over: length), length: length)]
    case .cosine: [NativePart(kind: .cosine(from: from, to: to, over: length), length: length)]
    case .squareRoot: [NativePart(kind: .root(from: from, to: to, over: length), length: length)]
    default: nil
    }
  }

  private func then(
    _ arguments: inout ArgumentReader, of receiver: NotationExpression
  ) throws -> [NativePart]? {
    guard let next = arguments.unlabelledExpression("next schedule") else { return nil }
    let (head, tail) = try window.split(at: try arguments.required("at"), named: "at")
    guard let first = try NativeReader(window: head).parts(of: receiver),
      let second = try NativeReader(window: tail).parts(of: next)
    else { return nil }
    return first + second
  }

  private func warmupStableDecay(_ arguments: inout ArgumentReader) throws -> [NativePart]? {
    let peak: Double = try arguments.required("peak")
    guard try arguments.optional("over", as: Length.self) == nil else { return nil }
    let (head, rest) = try window.split(
      at: try arguments.required("warmup"), named: "warmup")
    let (stable, tail) = try rest.split(
      last: try arguments.required("cooldown"), named: "cooldown")
    let to: Double = try arguments.value("to", default: 0)
    let shape = try arguments.value("shape", default: CooldownShape.squareRoot)
    guard let fall = Self.fall(tail.length, peak, to, shape) else { return nil }
    return Self.rise(head.length, nil, peak)
      + [NativePart(kind: .constant(peak), length: stable.length)] + fall
  }

  private static func value(
    of notation: NotationExpression, in window: Window, at time: Double
  ) throws -> Double {
    let schedule = try ScheduleCatalogue.standard.schedule(from: notation)
    return try schedule.closedForm(in: window).value(at: time)
  }
}
