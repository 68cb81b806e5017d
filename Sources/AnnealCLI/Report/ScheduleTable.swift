internal import Charts
internal import LearningRate

/// The rate at some steps of a run, under one schedule or several side by side.
///
/// ```
/// a  linear(from: 1, to: 0)
/// b  constant(0.5)
///
/// step    a    b
/// ────  ───  ───  ─────────
///    0    1  0.5  peak of a
///    9  0.1  0.5
/// ```
///
/// The steps are evenly spread from the first to the last, with those between them at which a curve
/// first comes to its highest value.
struct ScheduleTable {
  /// What stands over the table: what each letter stands for, or the one schedule.
  let legend: [String]
  /// The rates.
  let table: Table

  init(of curves: [(name: String, curve: Curve)], steps: Int) {
    let names = curves.count == 1 ? [""] : curves.indices.map(Self.letters)
    legend = zip(names, curves).map { $0.isEmpty ? $1.name : "\($0)  \($1.name)" }
    var peaks: [Int: [String]] = [:]
    for (name, curve) in zip(names, curves.map(\.curve)) {
      guard let peak = Self.peak(of: curve, steps: steps) else { continue }
      peaks[peak, default: []].append(name)
    }
    let rows = Set(Self.spread(over: steps) + peaks.keys).sorted().map { step in
      let note = peaks[step].map { $0 == [""] ? "peak" : "peak of \($0.joined(separator: ", "))" }
      return ["\(step)"] + curves.map { compact($0.curve.value(at: step), digits: 4) }
        + (peaks.isEmpty ? [] : [note ?? ""])
    }
    table = Table(
      columns: [Table.Column("step")]
        + names.map { Table.Column($0.isEmpty ? "rate" : $0, alignment: .right) }
        + (peaks.isEmpty ? [] : [Table.Column("")]),
      rows: rows)
  }

  /// Eleven steps from the first to the last, or every step of a shorter run.
  static func spread(over steps: Int) -> [Int] {
    steps <= 10 ? Array(0..<steps) : (0...10).map { $0 * (steps - 1) / 10 }
  }

  /// The first step at which a curve is highest; nil for one that is level.
  ///
  /// A long run is searched at as many steps as are drawn, and then every step around the highest.
  private static func peak(of curve: Curve, steps: Int) -> Int? {
    func highest(_ range: ClosedRange<Int>, by stride: Int) -> Int {
      var (best, top) = (range.lowerBound, curve.value(at: range.lowerBound))
      for step in Swift.stride(from: range.lowerBound, through: range.upperBound, by: stride) {
        let value = curve.value(at: step)
        if value > top { (best, top) = (step, value) }
      }
      return best
    }
    var range = 0...max(steps - 1, 0)
    var stride = max(1, range.count / ScheduleChart.pointLimit)
    let isLevel = Set(ScheduleChart.points(of: curve, steps: steps).lazy.map(\.y)).count == 1
    while !isLevel {
      let best = highest(range, by: stride)
      if stride == 1 { return best }
      range = max(range.lowerBound, best - stride)...min(range.upperBound, best + stride)
      stride = max(1, range.count / ScheduleChart.pointLimit)
    }
    return nil
  }

  /// a, b … z, aa, ab …
  private static func letters(of index: Int) -> String {
    let letter = String(UnicodeScalar(UInt8(97 + index % 26)))
    return index < 26 ? letter : letters(of: index / 26 - 1) + letter
  }
}
