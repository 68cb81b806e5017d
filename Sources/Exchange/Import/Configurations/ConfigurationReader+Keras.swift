internal import Notation
internal import TrainingLogs

extension ConfigurationReader {
  /// What `get_config` of a `LearningRateSchedule` gives, alone or serialized with its class.
  ///
  /// Source: Keras 3, `optimizers/schedules/learning_rate_schedule.py`.
  func keras() throws -> ScheduleSettings.Translation? {
    let outer = document["learning_rate"] ?? document["config"]?["learning_rate"] ?? document
    let config = outer["config"] ?? outer
    let keys = Set(config.keys)
    guard keys.contains("initial_learning_rate") || keys.isSuperset(of: ["boundaries", "values"])
    else { return nil }
    var notes: [String] = []
    func value(_ key: String, _ standard: Double? = nil) throws -> Double {
      if let standard { return try number(key, in: config, default: standard, &notes) }
      guard let value = try number(key, in: config) else { throw missing(key, for: "the schedule") }
      return value
    }
    let kind = outer["class_name"]?.text
    func answer(_ name: String, _ notation: String) -> ScheduleSettings.Translation {
      ScheduleSettings.Translation(
        source: "Keras's \(kind ?? name)", notations: [notation], notes: notes)
    }
    if keys.contains("boundaries") {
      let (boundaries, rates) = (
        config["boundaries"]?.numbers ?? [], config["values"]?.numbers ?? []
      )
      guard !boundaries.isEmpty, rates.count == boundaries.count + 1 else {
        throw ExchangeError(
          file: file, "'values' must have one number more than 'boundaries'",
          received: "\(rates.count) and \(boundaries.count)")
      }
      // a boundary is the last step of its level
      let starts = [0] + boundaries.map { $0 + 1 }
      let entries = zip(starts, rates).map { "\($0.notationText): \($1.notationText)" }
      return answer("PiecewiseConstantDecay", "piecewise([\(entries.joined(separator: ", "))])")
    }
    let first = try value("initial_learning_rate")
    let rate = first.notationText
    if keys.contains("first_decay_steps") {
      let shrink = try value("m_mul", 1), growth = try value("t_mul", 2)
      let floor = (first * (try value("alpha", 0))).notationText
      return answer(
        "CosineDecayRestarts",
        "cosineRestarts(from: \(rate), to: \(floor), first: \(try value("first_decay_steps").notationText)"
          + (growth == 1 ? "" : ", growth: \(growth.notationText)")
          + (shrink == 1 ? ")" : ", shrink: \(shrink.notationText))"))
    }
    let over = try value("decay_steps").notationText
    if keys.contains("alpha") || kind == "CosineDecay" {
      let alpha = try value("alpha", 0)
      guard let target = try number("warmup_target", in: config) else {
        return answer(
          "CosineDecay", "cosine(from: \(rate), to: \((first * alpha).notationText), over: \(over))"
        )
      }
      let warmup = try value("warmup_steps", 0).notationText
      return answer(
        "CosineDecay",
        "cosine(from: \(target.notationText), to: \((target * alpha).notationText), "
          + "over: \(over)).warmup(\(warmup), from: \(rate))")
    }
    if keys.contains("end_learning_rate") || kind == "PolynomialDecay" {
      guard config["cycle"]?.flag != true else {
        throw ExchangeError(file: file, "'cycle' must be false", received: "true")
      }
      let end = try value("end_learning_rate", 1e-4).notationText
      let power = try value("power", 1)
      return answer(
        "PolynomialDecay",
        power == 1
          ? "linear(from: \(rate), to: \(end), over: \(over))"
          : "polynomial(from: \(rate), to: \(end), over: \(over), power: \(power.notationText))")
    }
    let decay = try value("decay_rate").notationText
    let isStaircase = config["staircase"]?.flag == true
    switch kind {
    case "InverseTimeDecay":
      return answer(
        "InverseTimeDecay",
        "inverseTime(from: \(rate), decay: \(decay), every: \(over))"
          + (isStaircase ? ".held(every: \(over))" : ""))
    case "ExponentialDecay":
      return answer(
        "ExponentialDecay",
        isStaircase
          ? "step(from: \(rate), gamma: \(decay), every: \(over))"
          : "exponential(from: \(rate), gamma: \(decay), every: \(over))")
    default:
      throw ExchangeError(
        file: file,
        "'class_name' must say whether the decay is an ExponentialDecay or an InverseTimeDecay, which have "
          + "the same numbers; keras.optimizers.schedules.serialize writes it",
        received: kind.map { "'\($0)'" } ?? "a configuration without it")
    }
  }
}
