internal import Foundation

/// Sentences for searches that cannot go on: what the program did, its last line, and where its output
/// is.
struct SearchFault {
  let study: Study

  /// The program ended before it printed a loss.
  func crash(_ record: TrialRecord) -> ProgramError {
    .program("the program \(Self.end(record)) before it printed a loss\(trace(record))")
  }

  /// The program ended badly in all trials.
  func crashes(_ records: [TrialRecord]) -> ProgramError {
    let count = records.count == 1 ? "the only trial" : "all \(records.count) trials"
    return .program(
      "the program must train at some rate; it \(Self.end(records[0])) in \(count)"
        + trace(records[0]))
  }

  /// The program neither printed nor computed anything.
  func hang(_ record: TrialRecord, _ seconds: Double) -> ProgramError {
    .program(
      "the program hangs: it printed nothing and did nothing for \(Int(seconds.rounded())) seconds (--silence)"
        + trace(record))
  }

  /// The program printed no loss.
  func noLoss(_ record: TrialRecord, _ source: LossSource) -> ProgramError {
    let lines = record.firstLines.map { "'\($0.prefix(120))'" }.joined(separator: ", ")
    let printed = lines.isEmpty ? "nothing" : lines
    let path = output(of: record)
    if let log = source.log {
      let reason = record.logFault.map { " (\($0))" } ?? ""
      let names = record.otherNames.prefix(8).joined(separator: ", ")
      return .program(
        "--log must name a log with a loss that the program writes; '\(log)' received none\(reason)"
          + (names.isEmpty ? "" : "; it has \(names)") + "; the program's output is in \(path)")
    }
    if let name = source.name {
      let names = record.otherNames.prefix(8).joined(separator: ", ")
      return .program(
        "the program must print numbers named '\(name)' (--loss); it printed "
          + (names.isEmpty ? printed : "numbers named \(names)") + "; its output is in \(path)")
    }
    if source.pattern != nil {
      return .program(
        "--pattern must fit the lines with losses; it fits none, and the program printed \(printed); its "
          + "output is in \(path)")
    }
    return .program(
      "the program must print losses, such as 'loss: 2.31'; it printed \(printed); say where they are with "
        + "--pattern, --loss or --log; its output is in \(path)")
  }

  /// The losses do not depend on the rate.
  func ignoresRate(_ record: TrialRecord, _ low: Double, _ high: Double) -> ProgramError {
    .program(
      "the program seems to ignore {rate}: at rates from \(RateText.text(low)) to \(RateText.text(high)) it "
        + "printed the same losses; its output is in \(output(of: record))")
  }

  /// No trial ended well.
  func nothingTrains(_ records: [TrialRecord], _ rates: [Double]) -> ProgramError {
    if records.allSatisfy(\.hasCrashed) { return crashes(records) }
    let range =
      "\(RateText.text(rates.min() ?? 0)) to \(RateText.text(rates.max() ?? 0))"
    let isNeverFinite = records.allSatisfy { record in
      !(record.losses.main?.values.first?.isFinite ?? false)
    }
    return .program(
      isNeverFinite
        ? "the program must print finite losses; from the first on they were not finite at every rate from "
          + "\(range)\(trace(records[0]))"
        : "no learning rate can be found: a trial must end with a loss below its first; at rates from "
          + "\(range) none did; try another --near\(trace(records[0]))")
  }

  private static func end(_ record: TrialRecord) -> String {
    switch record.end {
    case .exited(let code): "ended with exit code \(code)"
    case .killed(let signal): "was ended by signal \(signal)"
    case .failedToStart(let reason): "could not be started (\(reason))"
    case .stopped, .hung: "was stopped"
    }
  }

  private func trace(_ record: TrialRecord) -> String {
    let line = record.lastLine.map { "; its last line is '\($0.prefix(200))'" } ?? ""
    return "\(line); its output is in \(output(of: record))"
  }

  private func output(of record: TrialRecord) -> String {
    study.folder(of: record.order.number).appendingPathComponent("output.txt").relativePath
  }
}
