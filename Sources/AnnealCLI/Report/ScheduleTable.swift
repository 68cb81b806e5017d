internal import Charts
internal import LearningRate

/// The rate at some steps of a run, under one schedule or several side by side.
///
/// ```
/// a  linear(from: 1, to: 0)   peak 1 at step 0
/// b  constant(0.5)
///
/// step    a    b
/// ────  ───  ───
///    0    1  0.5
///    9  0.1  0.5
/// ```
///
/// The steps are evenly spread from the first to the last; the step at which a curve first has its
/// highest value is added.
struct ScheduleTable {
  /// The lines above the table: the schedule of each letter, and its peak.
  let legend: [String]

  private let steps: [String]
  private let columns: [(name: String, cells: [String])]

  init(of curves: [(name: String, curve: Curve)], steps count: Int) {
    let names = curves.count == 1 ? ["rate"] : curves.indices.map(Self.letters)
    let peaks = curves.map { Self.peak(of: $0.curve, steps: count) }
    let steps = Set(Self.spread(over: count) + peaks.compactMap { $0 }).sorted()
    legend = curves.indices.map { index in
      let (name, curve) = curves[index]
      let peak = peaks[index].map {
        "   peak \(compact(curve.value(at: $0), digits: 4)) at step \($0)"
      }
      return (curves.count == 1 ? "" : names[index] + "  ") + name + (peak ?? "")
    }
    self.steps = steps.map { "\($0)" }
    columns = zip(names, curves).map { name, pair in
      (name, steps.map { compact(pair.curve.value(at: $0), digits: 4) })
    }
  }

  /// The table. If the columns do not fit, it becomes several tables, one below the other; no
  /// number is cut.
  func text(width: Int, glyphs: TerminalGlyphs) -> String {
    func table(_ part: ArraySlice<(name: String, cells: [String])>) -> Table {
      Table(
        columns: [Table.Column("step", alignment: .right)]
          + part.map { Table.Column($0.name, alignment: .right) },
        rows: steps.indices.map { row in [steps[row]] + part.map { $0.cells[row] } })
    }
    func needed(_ part: ArraySlice<(name: String, cells: [String])>) -> Int {
      let texts = [["step"] + steps] + part.map { [$0.name] + $0.cells }
      return texts.reduce(-2) { $0 + 2 + ($1.map(\.count).max() ?? 0) }
    }
    var tables: [String] = []
    var rest = columns[...]
    while !rest.isEmpty {
      var part = rest
      while part.count > 1, needed(part) > width { part.removeLast() }
      tables.append(table(part).terminal(width: width, glyphs: glyphs))
      rest = rest.dropFirst(part.count)
    }
    return tables.joined(separator: "\n\n")
  }

  /// Eleven steps from the first to the last, or every step of a shorter run.
  static func spread(over steps: Int) -> [Int] {
    steps <= 10 ? Array(0..<steps) : (0...10).map { $0 * (steps - 1) / 10 }
  }

  /// The first step at which a curve is highest; nil for one that is level.
  ///
  /// In a long run, the drawn steps are searched first, and then every step around the highest of
  /// them.
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
