/// The parts of a log whose count falls back: a run that was resumed, fits that appended to one
/// file, or runs that were written one behind the other.
struct LogSections {
  /// The points of one run, at rising times.
  private(set) var points: [(time: Double, rate: Double)] = []
  private(set) var notes: [String] = []

  init(_ all: [(time: Double, rate: Double)]) {
    var sections: [[(time: Double, rate: Double)]] = [[]]
    var repeats = 0
    for point in all {
      guard let last = sections[sections.count - 1].last, point.time <= last.time else {
        sections[sections.count - 1].append(point)
        continue
      }
      let first = sections[sections.count - 1][0].time
      if point.time == last.time {
        sections[sections.count - 1].removeLast()
        sections[sections.count - 1].append(point)
      } else if point.time > first {
        // what was done after the checkpoint that a run went on from
        repeats += 1
        while let last = sections[sections.count - 1].last, last.time >= point.time {
          sections[sections.count - 1].removeLast()
        }
        sections[sections.count - 1].append(point)
      } else {
        sections.append([point])
      }
    }
    if repeats > 0 {
      notes.append(
        "the count falls back \(repeats) times, as of a run that was resumed; the last counts")
    }
    sections.removeAll { $0.isEmpty }
    var runs: [[(time: Double, rate: Double)]] = []
    var joints = 0
    for section in sections {
      guard let before = runs.last, !Self.begins(anew: section, as: sections[0], after: before)
      else {
        runs.append(section)
        continue
      }
      joints += 1
      let shift = before[before.count - 1].time + Self.spacing(before) - section[0].time
      runs[runs.count - 1] += section.map { ($0.time + shift, $0.rate) }
    }
    if joints > 0 {
      notes.append(
        "the count begins again \(joints == 1 ? "once" : "\(joints) times") where the rate goes on, so "
          + "the parts were taken for one run")
    }
    if runs.count > 1 {
      notes.append(
        "the file holds \(runs.count) runs, since the rate begins anew at its point "
          + runs.dropLast().reduce(into: [Int]()) { $0.append(($0.last ?? 1) + $1.count) }
          .map(String.init).joined(separator: ", ") + "; this is the last")
    }
    points = runs.last ?? []
  }

  /// The usual distance of two points.
  static func spacing(_ points: [(time: Double, rate: Double)]) -> Double {
    let gaps = zip(points, points.dropFirst()).map { $1.time - $0.time }.sorted()
    return gaps.isEmpty ? 1 : gaps[gaps.count / 2]
  }

  /// Whether a part has the rates of the first one's start, and not those that come after `before`.
  private static func begins(
    anew section: [(time: Double, rate: Double)], as first: [(time: Double, rate: Double)],
    after before: [(time: Double, rate: Double)]
  ) -> Bool {
    func near(_ a: Double, _ b: Double) -> Bool {
      (a - b).magnitude <= 1e-3 * max(a.magnitude, b.magnitude)
    }
    guard near(section[0].rate, first[0].rate) else { return false }
    return !near(section[0].rate, before[before.count - 1].rate)
  }
}
