import Notation

extension Schedule {
  /// Multiplies the value by the same factor over every stretch of the same length.
  ///
  /// ```
  /// value(t) = from · gamma^(t / every)
  /// ```
  ///
  /// where `t` and `every` are in steps. `value(0) == from`; past the end of its window it holds.
  /// With a gamma above 1 it grows, as a learning-rate range test does.
  ///
  /// It is not for a run of fixed length, whose end it does not know: ``exponential(from:to:over:)``
  /// does.
  ///
  /// In one form or another it is in every library; with an `every` of one epoch it is PyTorch's
  /// `ExponentialLR`, which changes only between epochs: ``held(every:)`` does.
  ///
  /// - Precondition: `from` is finite, at most 1e100 in size; `gamma` and `every` are positive.
  public static func exponential(from: Double, gamma: Double, every: Length = 1) -> Schedule {
    Schedule(ExponentialShape(from: from, pace: .gamma(gamma, every: every)))
  }

  /// Decays at a rate per step.
  ///
  /// ```
  /// value(t) = from · e^(−decay · t)
  /// ```
  ///
  /// where `t` is in steps and `decay` is per step. `value(0) == from`; it halves every `0.693 / decay`
  /// steps; past the end of its window it holds.
  ///
  /// A decay per step that is right for one length of run is wrong for another:
  /// ``exponential(from:to:over:)`` fits any.
  ///
  /// - Precondition: `from` is finite, at most 1e100 in size; `decay` is not negative.
  public static func exponential(from: Double, decay: Double) -> Schedule {
    Schedule(ExponentialShape(from: from, pace: .decay(decay)))
  }

  /// Goes from one value to another by the same factor every step: a line on a logarithmic axis.
  ///
  /// ```
  /// value(t) = from · (to / from)^(t / T)
  /// ```
  ///
  /// where `T` is the length `over`, or the rest of the window if it is left out.
  /// `value(0) == from`; every step at or past `T` gives `to` exactly. A length of zero gives `to`.
  ///
  /// It cannot come to zero, and to end near it spends most of the run at low rates: from 1e-3 to 1e-5
  /// it is below a tenth of its height for half the run. A decay that should end at zero is
  /// ``linear(from:to:over:)``.
  ///
  /// - Precondition: The values are finite, at most 1e100 in size, not zero and of the same sign;
  ///   the length is not negative.
  public static func exponential(from: Double, to: Double, over: Length? = nil) -> Schedule {
    Schedule(ExponentialShape(from: from, pace: .to(to, over: over)))
  }
}

/// The shape `exponential`, in its three forms.
struct ExponentialShape: ScheduleShape {
  /// What says how fast it goes.
  enum Pace: Hashable {
    case gamma(Double, every: Length)
    case decay(Double)
    case to(Double, over: Length?)
  }

  let from: Double
  let pace: Pace

  static var word: ScheduleWord {
    ScheduleWord(
      name: "exponential",
      signature: """
        exponential(from: value, gamma: factor, every: length = 1)
        exponential(from: value, decay: number)
        exponential(from: value, to: value, over: length = rest)
        """,
      formula: """
        from · gamma^(t / every)
        from · e^(−decay · t)
        from · (to / from)^(t / over)
        """,
      summary: "Changes by the same factor in every step.",
      example: "exponential(from: 1e-3, to: 1e-5)")
  }

  var arguments: [NotationArgument] {
    let start = NotationArgument("from", from)
    switch pace {
    case .gamma(let gamma, every: 1): return [start, NotationArgument("gamma", gamma)]
    case .gamma(let gamma, let every):
      return [start, NotationArgument("gamma", gamma), NotationArgument("every", every)]
    case .decay(let decay): return [start, NotationArgument("decay", decay)]
    case .to(let to, nil): return [start, NotationArgument("to", to)]
    case .to(let to, let over?):
      return [start, NotationArgument("to", to), NotationArgument("over", over)]
    }
  }

  var fault: ScheduleError? {
    if let fault: ScheduleError = .value("from", from) { return fault }
    switch pace {
    case .gamma(let gamma, let every):
      return .positive("gamma", gamma) ?? .period("every", every)
    case .decay(let decay): return .notNegative("decay", decay)
    case .to(let to, let over):
      if from == 0 { return ScheduleError("from", "other than 0", received: "0") }
      let ratio = to / from
      guard ratio > 0, ratio.isFinite, to.magnitude <= 1e100 else {
        return .value("to", to)
          ?? ScheduleError(
            "to", "other than 0 and of the sign of from", received: to.notationText)
      }
      return .length("over", over)
    }
  }
}

extension ExponentialShape {
  init(arguments: inout ArgumentReader, catalogue: ScheduleCatalogue) throws {
    from = try arguments.required("from")
    let given = ["gamma", "decay", "to"].filter { arguments.has($0) }
    if given.count > 1 {
      throw arguments.error(
        for: "exponential", "given one of gamma, decay and to",
        received: given.joined(separator: " and "))
    }
    switch given.first {
    case "gamma":
      pace = .gamma(
        try arguments.required("gamma"), every: try arguments.value("every", default: 1))
    case "decay": pace = .decay(try arguments.required("decay"))
    default: pace = .to(try arguments.required("to"), over: try arguments.optional("over"))
    }
  }
}
