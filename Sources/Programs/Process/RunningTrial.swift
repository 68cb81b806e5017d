internal import Foundation

/// A trial whose program runs: its process, and what it has printed.
package final class RunningTrial {
  /// What it does.
  package let order: TrialOrder
  /// What was read so far.
  package private(set) var losses = TrialLosses()
  /// The last loss, whichever series it is of.
  package private(set) var latest: LossReading?

  let process: TrialProcess
  private let start = ContinuousClock.now
  private var tail: OutputTail
  private var reader: any LossLineReader
  private var log: LogTail?
  private var firstLines: [String] = []
  private var lastLine: String?
  private var silence: SilenceWatch
  private var nextLogLook = ContinuousClock.now
  private let pid: URL
  /// Why it was stopped; nil if nobody did.
  private var stopping: TrialRecord.End?

  init(
    _ order: TrialOrder, _ command: [String], in folder: URL, _ setting: TrialSetting,
    log path: String?
  ) throws {
    self.order = order
    let output = folder.appendingPathComponent("output.txt")
    tail = OutputTail(output)
    reader = try setting.source.lineReader(steps: order.steps)
    log = path.map { LogTail($0, wanted: setting.source.name.map(WantedSeries.init)) }
    process = try TrialProcess(
      command, output: output, in: setting.workingFolder, environment: setting.environment)
    silence = SilenceWatch(of: process.identity.id, limit: setting.silence)
    pid = folder.appendingPathComponent("pid")
    try process.identity.write(to: pid)
  }

  /// How many losses there were when it was last asked whether they are enough.
  private var judged = 0

  /// Whether there are more losses than when this was last asked.
  func hasNewLosses() -> Bool {
    defer { judged = losses.count }
    return losses.count != judged
  }

  /// How long it has run, in seconds.
  package var seconds: Double { (ContinuousClock.now - start) / .seconds(1) }

  /// Reads what is new, and looks whether the program has ended. Returns the record if so.
  func poll() -> TrialRecord? {
    process.poll()
    let isOver = process.end != nil
    var hasNew = tail.read(isOver: isOver) { receive($0) }
    if log != nil, isOver || ContinuousClock.now >= nextLogLook {
      nextLogLook = .now + .milliseconds(500)
      if let found = log?.read() {
        hasNew = true
        losses = found
        latest = found.latest
      }
    }
    if !isOver, !process.isStopping, let seconds = silence.check(hasPrinted: hasNew) {
      stop(because: .hung(seconds))
    }
    guard let end = process.end else { return nil }
    try? FileManager.default.removeItem(at: pid)
    return record(end)
  }

  /// Stops the program; the first reason counts.
  func stop(because end: TrialRecord.End) {
    guard stopping == nil else { return }
    stopping = end
    process.stop()
  }

  private func receive(_ line: [UInt8]) {
    lastLine = String(decoding: line.prefix(300), as: UTF8.self)
    if firstLines.count < 3 { firstLines.append(lastLine ?? "") }
    guard log == nil else { return }
    for reading in reader.readings(in: line) {
      losses.add(reading)
      latest = reading
    }
  }

  private func record(_ end: TrialProcess.End) -> TrialRecord {
    let natural: TrialRecord.End =
      switch end {
      case .exited(let code): .exited(code)
      case .killed(let signal): .killed(signal)
      }
    return TrialRecord(
      order: order, end: stopping ?? natural, seconds: seconds, firstLines: firstLines,
      lastLine: lastLine, otherNames: log?.otherNames ?? reader.otherNames,
      logFault: log?.fault, losses: losses)
  }
}

extension TrialLosses {
  /// The loss that was printed last.
  var latest: LossReading? {
    curves.max { ($0.ordinals.last ?? 0) < ($1.ordinals.last ?? 0) }.flatMap { curve in
      curve.values.last.map { value in
        let step = curve.steps.last ?? .nan
        return LossReading(curve.series, value, step: step.isFinite ? step : nil)
      }
    }
  }
}
