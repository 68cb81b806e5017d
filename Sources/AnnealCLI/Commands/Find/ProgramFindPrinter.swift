internal import Charts
internal import Programs

/// Shows how a search for a program's rate goes: one line that is redrawn on a terminal, plain lines in
/// a file or a pipe.
final class ProgramFindPrinter {
  private let isQuiet: Bool
  private var terminal: Terminal
  private var lastDraw: ContinuousClock.Instant?
  private var started: Set<Int> = []
  private var ended: Set<Int> = []
  private var hasLine = false

  /// How often a line is redrawn, and how often a plain one is said.
  private static let (redraw, repeated) = (Duration.milliseconds(200), Duration.seconds(10))

  init(isQuiet: Bool, on terminal: Terminal) { (self.isQuiet, self.terminal) = (isQuiet, terminal) }

  /// Shows what has changed.
  func show(_ progress: SearchProgress) {
    guard !isQuiet else { return }
    let now = ContinuousClock.now
    if terminal.overwrites {
      if let lastDraw, now - lastDraw < Self.redraw { return }
      lastDraw = now
      terminal = .standard
      hasLine = true
      return terminal.overwriteLine(line(progress))
    }
    for trial in progress.running where started.insert(trial.number).inserted {
      say("trial \(trial.number) at rate \(compact(trial.rate)), \(count(trial.steps, "step"))")
    }
    for trial in progress.ended where ended.insert(trial.number).inserted {
      guard started.contains(trial.number) else { continue }
      say("trial \(trial.number) at rate \(compact(trial.rate)) \(end(of: trial))")
    }
    if lastDraw == nil { lastDraw = now }
    if let last = lastDraw, now - last >= Self.repeated {
      lastDraw = now
      let running = progress.running.map { text($0) }.joined(separator: "; ")
      say("running: \(running)\(progress.secondsLeft.map { "; \(clock($0)) left" } ?? "")")
    }
    StandardOutput.flush()
  }

  /// Removes the line.
  func end() {
    if hasLine { terminal.overwriteLine("") }
    hasLine = false
  }

  private func line(_ progress: SearchProgress) -> String {
    let share = min(1, progress.stepsDone / max(1, progress.stepsPlanned))
    let left = progress.secondsLeft.map(clock) ?? "-:--"
    let full = Int(share * 20)
    let (done, open) = terminal.glyphs == .unicode ? ("━", "─") : ("#", ".")
    let bar = String(repeating: done, count: full) + String(repeating: open, count: 20 - full)
    let running = progress.running.map { text($0) }.joined(separator: "; ")
    return DisplayWidth.truncated(
      "finding \(bar) \(Int(share * 100))%  \(left) left  \(running)", to: terminal.width - 1)
  }

  private func text(_ trial: SearchProgress.Trial) -> String {
    let step = trial.step.map { "step \(compact($0, digits: 9))/\(trial.steps)" } ?? "running"
    let loss = trial.latest.map { " loss \(compact($0.value))" } ?? ""
    return "rate \(compact(trial.rate)) \(step)\(loss)"
  }

  private func end(of trial: SearchProgress.Trial) -> String {
    let how =
      switch trial.end {
      case .exited(0), nil: "ended"
      case .exited(let code): "ended with exit code \(code)"
      case .killed(let signal): "was ended by signal \(signal)"
      case .stopped: "was stopped"
      case .hung: "hung and was stopped"
      case .failedToStart: "could not be started"
      }
    let loss = trial.latest.map { ", last loss \(compact($0.value))" } ?? ""
    return "\(how)\(loss), \(compact(trial.seconds)) s"
  }
}
