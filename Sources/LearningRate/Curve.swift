/// A resolved schedule: a pure function of the step, with no history.
///
/// ```swift
/// let curve = try schedule.resolved(steps: 10_000)
/// curve.value(at: 500)
/// ```
///
/// Any step may be asked for, in any order, any number of times. Steps below 0 read as 0; past its
/// end a shape holds its last value. To resume a run, store the schedule and both lengths.
public struct Curve: Sendable {
  /// What was resolved.
  public let schedule: Schedule
  /// The number of steps of the run it was resolved with.
  public let steps: Int
  /// The number of steps of an epoch it was resolved with.
  public let stepsPerEpoch: Int?

  private let form: any ClosedForm

  /// A magnitude that no value exceeds.
  var bound: Double { form.bound }

  init(_ schedule: Schedule, in run: Window) throws {
    self.schedule = schedule
    steps = run.steps
    stepsPerEpoch = run.stepsPerEpoch
    form = try schedule.closedForm(in: run)
  }

  /// The value used for the update at `step`, counting from zero.
  public func value(at step: Int) -> Double { form.value(at: Double(max(step, 0))) }

  /// The curve as arithmetic over the step, from 0 on; nil if a part of it has no such form.
  public var formula: Formula? { form.formula(at: .step) }

  /// The values at the steps of a range: the same, bit for bit, as asking for each.
  public func values(_ range: Range<Int>) -> [Double] {
    var values = [Double](repeating: 0, count: range.count)
    fill(&values, from: range.lowerBound)
    return values
  }

  /// Overwrites `values` with those at `step` and the steps after it, without allocating.
  public func fill(_ values: inout [Double], from step: Int) {
    values.withUnsafeMutableBufferPointer { buffer in
      for start in stride(from: 0, to: buffer.count, by: Self.portion) {
        let end = min(start + Self.portion, buffer.count)
        let portion = UnsafeMutableBufferPointer(rebasing: buffer[start..<end])
        fill(portion, from: step.addingReportingOverflow(start).overflow ? .max : step + start)
      }
    }
  }

  /// The number of values computed at once: few enough to stay in the first-level cache.
  private static let portion = 1024

  private func fill(_ portion: UnsafeMutableBufferPointer<Double>, from step: Int) {
    for index in portion.indices {
      let (sum, isOverflow) = step.addingReportingOverflow(index)
      portion[index] = Double(max(isOverflow ? Int.max : sum, 0))
    }
    form.evaluate(inPlace: portion)
  }

  /// The largest value over the steps of the run: see ``range``.
  public var peak: Double { range.upperBound }

  /// The smallest and the largest value over the steps of the run.
  ///
  /// It evaluates every step of the run, so keep it if you need it twice; of a run of more than ten million
  /// steps only those around the places where the schedule turns, if these are known.
  public var range: ClosedRange<Double> {
    if steps > 10_000_000, let range = rangeAtTurns { return range }
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: Self.portion) { buffer in
      buffer.initialize(repeating: 0)
      var (low, high) = (value(at: 0), value(at: 0))
      for step in stride(from: 0, to: steps, by: Self.portion) {
        let portion = UnsafeMutableBufferPointer(
          rebasing: buffer[..<min(Self.portion, steps - step)])
        fill(portion, from: step)
        for value in portion { (low, high) = (min(low, value), max(high, value)) }
      }
      return low...high
    }
  }
}

extension Curve {
  /// The smallest and the largest value, from the steps around the places where the schedule turns; nil
  /// if these are not known.
  package var rangeAtTurns: ClosedRange<Double>? {
    guard let turns = form.turns else { return nil }
    let near = turns.flatMap { time -> [Int] in
      let step = Int(min(max(time, 0), Double(steps)))
      return [step - 1, step, step + 1]
    }
    let values = ([0, steps - 1] + near).filter { (0..<steps).contains($0) }.map(value)
    return (values.min() ?? 0)...(values.max() ?? 0)
  }
}

extension Curve: Hashable {
  /// Whether two curves come from equal schedules and runs, and so have equal values.
  public static func == (a: Curve, b: Curve) -> Bool {
    a.schedule == b.schedule && a.steps == b.steps && a.stepsPerEpoch == b.stepsPerEpoch
  }

  /// Hashes the schedule and the run.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(schedule)
    hasher.combine(steps)
    hasher.combine(stepsPerEpoch)
  }
}
