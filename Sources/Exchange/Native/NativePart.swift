internal import LearningRate

/// A stretch of a run that frameworks have schedulers for.
struct NativePart: Hashable {
  /// What the rate does, on the stretch's own clock.
  enum Kind: Hashable {
    case constant(Double)
    case line(from: Double, to: Double, over: Double)
    case cosine(from: Double, to: Double, over: Double)
    /// `from + (to − from) · √(t / over)`, which only configurations have.
    case root(from: Double, to: Double, over: Double)
    case polynomial(from: Double, to: Double, over: Double, power: Double)
    case polynomialCycles(from: Double, to: Double, first: Double, power: Double)
    /// A factor for each step; `last` is held from `over` on, if that is within the stretch.
    case exponential(from: Double, logGamma: Double, over: Double, last: Double)
    case stairs(from: Double, gamma: Double, every: Double)
    case multiStep(from: Double, gamma: Double, at: [Double])
    /// Whole starts, the first 0.
    case levels(starts: [Double], values: [Double])
    case restarts(from: Double, to: Double, first: Double, growth: Double)
    case triangles(
      low: Double, high: Double, up: Double, down: Double, shrink: Double, gamma: Double)
    case oneCycle(
      peak: Double, rise: Double, over: Double, divisor: Double, finalDivisor: Double,
      shape: String, phases: Int)
    case inverseTime(from: Double, decay: Double, every: Double)
    case inverseRoot(from: Double, timescale: Double)
  }

  let kind: Kind
  /// How many steps it lasts, a whole number; past the last part's end the run is over.
  let length: Double

  /// The parts of a curve in a row; nil if some part has no scheduler anywhere.
  static func parts(of curve: Curve) -> [NativePart]? {
    guard let run = try? Window(steps: curve.steps, stepsPerEpoch: curve.stepsPerEpoch),
      let parts = try? NativeReader(window: run).parts(of: curve.schedule.notation),
      parts.allSatisfy({ $0.length.rounded() == $0.length })
    else { return nil }
    return parts.filter { $0.length > 0 }
  }
}

/// A call in a framework's language, with the numbers as they are.
func call(_ name: String, _ arguments: [(String, String)]) -> String {
  let list = arguments.map { $0.0.isEmpty ? $0.1 : "\($0.0)=\($0.1)" }
  let line = "\(name)(\(list.joined(separator: ", ")))"
  guard line.count > 80 else { return line }
  return "\(name)(\n" + indented(list.map { $0 + "," }) + "\n)"
}

/// A number as Python has it.
func python(_ value: Double) -> String { Dialect(language: .python).number(value) }
