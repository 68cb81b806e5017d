internal import LearningRate
internal import Notation
internal import RealModule

extension NativeReader {
  /// What a shape does in the window; nil for a shape without counterparts, or with a length that
  /// must be whole and is not.
  func shape(_ arguments: inout ArgumentReader) throws -> NativePart.Kind? {
    switch arguments.name {
    case "constant": return .constant(try arguments.unlabelled("rate"))
    case "linear", "cosine", "polynomial": return try way(&arguments)
    case "exponential": return try exponential(&arguments)
    case "step":
      return .stairs(
        from: try arguments.required("from"), gamma: try arguments.required("gamma"),
        every: try period("every", &arguments))
    case "multiStep":
      let milestones = try arguments.required("at", as: [Length].self)
      return .multiStep(
        from: try arguments.required("from"), gamma: try arguments.required("gamma"),
        at: try milestones.map { try window.length(of: $0, named: "at").rounded(.up) }.sorted())
    case "piecewise": return try piecewise(&arguments)
    case "polynomialCycles":
      return .polynomialCycles(
        from: try arguments.required("from"), to: try arguments.required("to"),
        first: try period("first", &arguments), power: try arguments.required("power"))
    case "cosineRestarts":
      guard try arguments.value("shrink", default: 1.0) == 1 else { return nil }
      let cycles: Int? = try arguments.optional("cycles")
      return .restarts(
        from: try arguments.required("from"), to: try arguments.required("to"),
        first: try cycles.map { window.length / Double($0) } ?? period("first", &arguments),
        growth: try arguments.value("growth", default: 1))
    case "triangular":
      let up = try period("up", &arguments)
      return .triangles(
        low: try arguments.required("low"), high: try arguments.required("high"), up: up,
        down: arguments.has("down") ? try period("down", &arguments) : up,
        shrink: try arguments.value("shrink", default: 1),
        gamma: try arguments.value("gamma", default: 1))
    case "oneCycle": return try oneCycle(&arguments)
    case "inverseTime":
      return .inverseTime(
        from: try arguments.required("from"), decay: try arguments.required("decay"),
        every: try window.period(of: try arguments.value("every", default: 1), named: "every"))
    case "inverseSquareRoot":
      return .inverseRoot(
        from: try arguments.required("from"), timescale: try period("timescale", &arguments))
    default: return nil
    }
  }

  private func period(_ label: String, _ arguments: inout ArgumentReader) throws -> Double {
    try window.period(of: try arguments.required(label), named: label)
  }

  private func way(_ arguments: inout ArgumentReader) throws -> NativePart.Kind? {
    let name = arguments.name
    let from: Double = try arguments.required("from")
    let to: Double = try arguments.required("to")
    let over = try window.length(of: try arguments.optional("over"), named: "over")
    guard over >= 1, over.rounded() == over else { return nil }
    switch name {
    case "linear": return .line(from: from, to: to, over: over)
    case "cosine": return .cosine(from: from, to: to, over: over)
    default:
      return .polynomial(from: from, to: to, over: over, power: try arguments.required("power"))
    }
  }

  private func exponential(_ arguments: inout ArgumentReader) throws -> NativePart.Kind? {
    let from: Double = try arguments.required("from")
    if let to: Double = try arguments.optional("to") {
      let over = try window.length(of: try arguments.optional("over"), named: "over")
      guard over >= 1, over.rounded() == over else { return nil }
      return .exponential(from: from, logGamma: .log(to / from) / over, over: over, last: to)
    }
    let logGamma: Double
    if let decay: Double = try arguments.optional("decay") {
      logGamma = -decay
    } else {
      let every = try window.period(of: try arguments.value("every", default: 1), named: "every")
      logGamma = .log(try arguments.required("gamma")) / every
    }
    return .exponential(from: from, logGamma: logGamma, over: .infinity, last: 0)
  }

  private func piecewise(_ arguments: inout ArgumentReader) throws -> NativePart.Kind? {
    guard case .dictionary(let entries)? = arguments.unlabelledExpression("values")?.kind else {
      return nil
    }
    let starts = try entries.map {
      try window.length(of: try Length(notation: $0.key, named: "the key"), named: "the key")
        .rounded(.up)
    }
    let values = try entries.map { try Double(notation: $0.value, named: "the value") }
    let isRising = zip(starts, starts.dropFirst()).allSatisfy { $0 < $1 }
    return isRising ? .levels(starts: starts, values: values) : nil
  }

  private func oneCycle(_ arguments: inout ArgumentReader) throws -> NativePart.Kind? {
    let over = try window.length(of: try arguments.optional("over"), named: "over")
    let warmup: Length? = try arguments.optional("warmup")
    let rise =
      try warmup.map { try window.length(of: $0, named: "warmup") } ?? (over * 0.3).rounded()
    guard over.rounded() == over, rise.rounded() == rise, rise > 0, rise < over else { return nil }
    return .oneCycle(
      peak: try arguments.required("peak"), rise: rise, over: over,
      divisor: try arguments.value("divisor", default: 25),
      finalDivisor: try arguments.value("finalDivisor", default: 1e4),
      shape: try arguments.value("shape", default: OneCycleLine.cosine).rawValue,
      phases: try arguments.value("phases", default: 2))
  }
}
