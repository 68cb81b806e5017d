internal import Charts

/// Schedules at some steps of a run, side by side.
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
  /// The lines above the table: the name of each letter, and its peak.
  let legend: [String]

  /// The numbers.
  let table: StepTable

  init(of lines: [ScheduleLine], title: String = "", steps count: Int) {
    let names = lines.count == 1 ? ["rate"] : lines.indices.map(Self.letters)
    let peaks = lines.map { Self.peak(of: $0.value, steps: count) }
    let steps = Set(Self.spread(over: count) + peaks.compactMap { $0 }).sorted()
    let entries = lines.indices.map { index in
      let peak = peaks[index].map {
        "   peak \(compact(lines[index].value($0), digits: 4)) at step \($0)"
      }
      return (lines.count == 1 ? "" : names[index] + "  ") + lines[index].name + (peak ?? "")
    }
    legend = (title.isEmpty ? [] : [title]) + entries
    table = StepTable(
      steps: steps.map { "\($0)" },
      columns: zip(names, lines).map { name, line in
        (name, steps.map { compact(line.value($0), digits: 4) })
      })
  }

  /// Eleven steps from the first to the last, or every step of a shorter run.
  static func spread(over steps: Int) -> [Int] {
    steps <= 10 ? Array(0..<steps) : (0...10).map { $0 * (steps - 1) / 10 }
  }

  /// The first step at which a curve is highest; nil for one that is level.
  ///
  /// In a long run, the drawn steps are searched first, and then every step around the highest of
  /// them.
  private static func peak(of value: (Int) -> Double, steps: Int) -> Int? {
    func highest(_ range: ClosedRange<Int>, by stride: Int) -> Int {
      var (best, top) = (range.lowerBound, value(range.lowerBound))
      for step in Swift.stride(from: range.lowerBound, through: range.upperBound, by: stride) {
        let new = value(step)
        if new > top { (best, top) = (step, new) }
      }
      return best
    }
    var range = 0...max(steps - 1, 0)
    var stride = max(1, range.count / ScheduleChart.pointLimit)
    let isLevel = Set(ScheduleChart.steps(of: steps).lazy.map(value)).count == 1
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
