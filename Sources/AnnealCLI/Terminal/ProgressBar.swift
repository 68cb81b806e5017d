internal import Charts

/// A progress bar: one line that is redrawn on a terminal.
///
/// ```
/// training ━━━━━━━━━━━━━╸━━━━━━  67%  step 904/1350  loss 0.0123  rate 6.2e-4  1402/s  0:03 left
/// ```
///
/// It is redrawn at most ten times a second, and draws nothing if the output is not a terminal.
public struct ProgressBar {
  private var terminal: Terminal
  private let title: String
  /// The number of steps in all, which may become larger.
  public var total: Int
  private let start = ContinuousClock.now
  private let firstStep: Int
  private var lastDraw: ContinuousClock.Instant?
  private var loss: Double?

  /// A bar for `total` steps of which `firstStep` are done already.
  public init(_ title: String, total: Int, from firstStep: Int = 0, on terminal: Terminal) {
    (self.total, self.firstStep, self.terminal) = (total, firstStep, terminal)
    // The rest is for the bar and the facts.
    self.title = DisplayWidth.truncated(title, to: max(10, terminal.width / 2))
  }

  /// Shows that `step` steps are done; the loss is shown as a running mean.
  public mutating func show(step: Int, loss: Double, rate: Double) {
    guard terminal.overwrites else { return }
    if loss.isFinite { self.loss = self.loss.map { 0.98 * $0 + 0.02 * loss } ?? loss }
    let now = ContinuousClock.now
    if let lastDraw, now - lastDraw < .milliseconds(100), step < total { return }
    lastDraw = now
    // The window may have another size by now.
    terminal = .standard
    let seconds = (now - start) / .seconds(1)
    let text = line(step: step, loss: self.loss ?? loss, rate: rate, seconds: seconds)
    terminal.overwriteLine(text)
  }

  /// Removes the bar, so that lines can be printed.
  public mutating func clear() {
    guard terminal.overwrites, lastDraw != nil else { return }
    terminal.overwriteLine("")
    lastDraw = nil
  }

  package func line(step: Int, loss: Double, rate: Double, seconds: Double) -> String {
    let fraction = total > 0 ? min(1, Double(step) / Double(total)) : 1
    let speed = seconds > 0 ? Double(step - firstStep) / seconds : 0
    let left = speed > 0 ? clock(Double(total - step) / speed) : "-:--"
    let facts = [
      "\(Int(fraction * 100))%", "step \(step)/\(total)", "loss \(compact(loss))",
      "rate \(compact(rate))", "\(compact(speed))/s", "\(left) left",
    ]
    // The line never wraps: first the bar shrinks, then facts are left out.
    var shown = facts
    for least in [1, 4, 3, 2, 5] where room(beside: shown) < 10 {
      shown.removeAll { $0 == facts[least] }
    }
    let room = max(0, min(40, room(beside: shown)))
    return String(
      (terminal.bold(title) + " " + bar(fraction, room) + "  " + shown.joined(separator: "  ")))
  }

  private func room(beside facts: [String]) -> Int {
    terminal.width - 1 - title.count - 1 - facts.reduce(0) { $0 + $1.count + 2 }
  }

  private func bar(_ fraction: Double, _ width: Int) -> String {
    let full = Int((fraction * Double(width)).rounded(.down))
    let (done, open) = terminal.glyphs == .unicode ? ("━", "─") : ("#", ".")
    return String(repeating: done, count: full)
      + terminal.dim(String(repeating: open, count: width - full))
  }
}

/// `0:07`, `12:30` or `3:05:00`, rounded up to whole seconds.
public func clock(_ seconds: Double) -> String {
  guard seconds.isFinite, seconds < 360_000_000 else { return "-:--" }
  let whole = Int(max(0, seconds).rounded(.up))
  let pad = { (part: Int) in part < 10 ? "0\(part)" : "\(part)" }
  let (hours, minutes) = (whole / 3600, whole / 60 % 60)
  return hours > 0
    ? "\(hours):\(pad(minutes)):\(pad(whole % 60))" : "\(minutes):\(pad(whole % 60))"
}
