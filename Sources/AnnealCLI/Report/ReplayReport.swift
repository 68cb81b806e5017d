internal import Charts
internal import Exchange
internal import TrainingLogs

/// What a replay of a controller found, in words, as a table and as a chart.
struct ReplayReport {
  private let replay: ControllerReplay

  init(_ replay: ControllerReplay) { self.replay = replay }

  /// What happened, in one sentence.
  var sentence: String {
    let acts = replay.acts.count
    let often = acts == 0 ? "not have acted" : "have acted \(acts == 1 ? "once" : "\(acts) times")"
    let counter = replay.counter.map { "counted by '\($0)'" } ?? "counted by their rows"
    return "\(replay.controller) would \(often) in \(count(replay.count, "measurement")) of "
      + "'\(replay.series)', \(counter)"
  }

  /// The acts; nil if there are none.
  var table: Table? {
    guard !replay.acts.isEmpty else { return nil }
    return Table(
      columns: [
        Table.Column(unit, alignment: .right), Table.Column(replay.series, alignment: .right),
        Table.Column("act", alignment: .left), Table.Column("factor", alignment: .right),
      ],
      rows: replay.acts.map {
        [
          compact($0.time), compact($0.value, digits: 4), Self.text($0),
          compact($0.factor, digits: 4),
        ]
      })
  }

  /// What was measured with the acts, over the factor.
  var chart: Chart {
    let measured = replay.measurements.map { Series.Point(x: $0.time, y: $0.value) }
    let isPositive = measured.allSatisfy { $0.y > 0 || !$0.y.isFinite }
    let marks = replay.acts.map {
      Mark.point(
        x: $0.time, y: $0.value.isFinite ? $0.value : .nan, label: Self.text($0))
    }
    return Chart(
      title: "\(replay.controller)", x: Axis(unit),
      panels: [
        Panel(
          y: Axis(replay.series, scale: isPositive ? .log : .linear),
          series: [Series(replay.series, points: measured)], marks: marks),
        Panel(y: Axis("factor"), series: [Series("factor", points: stairs)]),
      ])
  }

  /// The factor, which holds from one measurement to the next.
  private var stairs: [Series.Point] {
    var points: [Series.Point] = []
    for measurement in replay.measurements {
      if let last = points.last, last.y != measurement.factor {
        points.append(Series.Point(x: measurement.time, y: last.y))
      }
      points.append(Series.Point(x: measurement.time, y: measurement.factor))
    }
    return points
  }

  /// How the log was taken, and what the answer cannot know.
  var notes: [String] {
    var notes = replay.notes
    if let first = replay.acts.first, first.kind != .ended,
      first.time < replay.measurements.last?.time ?? 0
    {
      notes.append(
        "what was measured after \(unit) \(compact(first.time)) is the log's own run, which did not act"
      )
    }
    if replay.acts.last?.kind == .ended {
      let left = replay.count - replay.measurements.count
      notes.append(
        "the run would have ended there, before \(count(left, "measurement")) of the log")
    }
    return notes
  }

  private var unit: String {
    switch replay.unit {
    case .steps: "step"
    case .epochs: "epoch"
    case .rows: "row"
    }
  }

  private static func text(_ act: ControllerReplay.Act) -> String {
    let change = "rate × \(compact(act.factor / act.before))"
    switch act.kind {
    case .changed: return change
    case .ended: return "ends the run"
    case .restored:
      return "back to earlier weights" + (act.factor == act.before ? "" : ", \(change)")
    }
  }

  /// The answer in JSON.
  struct Answer: Encodable {
    private struct Act: Encodable {
      let act: String
      let at, value, before, factor: Double
    }

    private let controller, series, unit: String
    private let run, stepColumn: String?
    private let measurements: Int
    private let factor: Double
    private let endedAt: Double?
    private let acts: [Act]
    private let notes: [String]

    init(_ replay: ControllerReplay) {
      (controller, series) = ("\(replay.controller)", replay.series)
      (unit, stepColumn) = (replay.unit.rawValue, replay.counter)
      run = replay.run.isEmpty ? nil : replay.run
      measurements = replay.count
      factor = replay.measurements.last?.factor ?? 1
      endedAt = replay.acts.last.flatMap { $0.kind == .ended ? $0.time : nil }
      acts = replay.acts.map {
        Act(
          act: $0.kind.rawValue, at: $0.time, value: $0.value, before: $0.before, factor: $0.factor)
      }
      notes = ReplayReport(replay).notes
    }
  }
}
