/// The points of the last run in a log whose count falls back. It falls back because a run was
/// resumed from a checkpoint, because several fits in a row were logged into one file, each
/// counting from the start, or because the file holds several runs.
package struct LogSections {
  /// The points of one run, at rising times.
  package private(set) var points: [(time: Double, rate: Double)] = []
  /// Sentences for the user on how the count was read.
  package private(set) var notes: [String] = []

  /// The last run of points in the order of the file.
  package init(_ all: [(time: Double, rate: Double)]) {
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
        // a resumed run repeats the steps after its checkpoint: drop their first points
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
        "the count falls back \(repeats == 1 ? "once" : "\(repeats) times"), as of a run that was resumed; "
          + "of values with the same count the last one is used")
    }
    sections.removeAll { $0.isEmpty }
    var runs: [[(time: Double, rate: Double)]] = []
    var continuations = 0
    for section in sections {
      guard let before = runs.last, !Self.begins(anew: section, as: sections[0], after: before)
      else {
        runs.append(section)
        continue
      }
      continuations += 1
      let shift =
        before[before.count - 1].time + RunLength.spacing(of: before.map(\.time)) - section[0].time
      runs[runs.count - 1] += section.map { ($0.time + shift, $0.rate) }
    }
    if continuations > 0 {
      notes.append(
        "the count begins again \(continuations == 1 ? "once" : "\(continuations) times") where the rate goes on, so "
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

  /// Whether a section starts at the rate of the first one, which is not the rate that `before`
  /// ends with: it is then a run of its own.
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
