import Notation

/// The stretch of the run in which a schedule lives: `[start, end)`, in steps of the run.
///
/// A schedule counts time from the start of its window. The whole run is the window `[0, N)`;
/// a modifier gives its receiver a smaller one. Percentages and epochs are of the whole run in
/// every window, so the window knows the run too.
///
/// **Boundaries are rounded, not lengths.** The window keeps the exact position of its start on
/// the run beside the rounded one. A percentage or a number of epochs ends at
///
/// ```
/// end = ⌊exact start + amount · unit + ½⌋      unit = N / 100, or the steps of an epoch
/// ```
///
/// so parts that add up to 100 % end at `N` whatever `N` is. A span in steps is never rounded: its
/// window is exactly that long, even if that is fractional.
public struct Window: Hashable, Sendable {
  /// The number of steps of the whole run, at least 1.
  public let steps: Int
  /// The number of steps of an epoch, at least 1; nil if it is not known.
  public let stepsPerEpoch: Int?
  /// The step of the run at which this window starts.
  public let start: Double
  /// The step of the run before which this window ends.
  public let end: Double

  /// The position of ``start`` before any rounding.
  private let exactStart: Double

  /// The longest run: the largest whole number up to which a `Double` holds every step.
  public static let maximumSteps = 1 << 53

  /// The window of a whole run.
  ///
  /// - Throws: ``ScheduleError`` unless both numbers are positive and at most ``maximumSteps``.
  public init(steps: Int, stepsPerEpoch: Int? = nil) throws {
    for (name, count) in [("steps", steps), ("stepsPerEpoch", stepsPerEpoch ?? 1)] {
      guard (1...Self.maximumSteps).contains(count) else {
        throw ScheduleError(
          name, "between 1 and \(Self.maximumSteps)", received: String(count))
      }
    }
    self.init(steps, stepsPerEpoch, start: 0, end: Double(steps), exactStart: 0)
  }

  private init(
    _ steps: Int, _ stepsPerEpoch: Int?, start: Double, end: Double, exactStart: Double
  ) {
    self.steps = steps
    self.stepsPerEpoch = stepsPerEpoch
    self.start = start
    self.end = end
    self.exactStart = exactStart
  }

  /// The number of steps in this window, at least 0.
  public var length: Double { end - start }

  /// The number of steps from the start of this window to the end of `span`, or to the end of the
  /// window if there is no span. It may be longer than the window.
  ///
  /// - Throws: ``ScheduleError`` about `parameter` if the span counts epochs of unknown length.
  public func length(of span: Span?, named parameter: String) throws -> Double {
    guard let span else { return length }
    return try boundary(after: span, parameter).rounded - start
  }

  /// The length of a span that repeats, such as the `every` of a staircase: exact, never rounded.
  ///
  /// - Throws: ``ScheduleError`` about `parameter` if the span counts epochs of unknown length.
  public func period(of span: Span, named parameter: String) throws -> Double {
    try exactLength(of: span, parameter)
  }

  /// This window cut in two after `span`.
  ///
  /// - Throws: ``ScheduleError`` about `parameter` if the span is longer than the window or counts
  ///   epochs of unknown length.
  public func split(
    at span: Span, named parameter: String
  ) throws -> (head: Window, tail: Window) {
    let boundary = try boundary(after: span, parameter)
    guard boundary.rounded <= end else {
      let received = (boundary.rounded - start).notationText
      throw ScheduleError(
        parameter, "at most the \(length.notationText) steps of its window",
        received: span.unit == .steps ? "\(span)" : "\(span), which is \(received) steps")
    }
    return (
      Window(steps, stepsPerEpoch, start: start, end: boundary.rounded, exactStart: exactStart),
      Window(
        steps, stepsPerEpoch, start: boundary.rounded, end: end, exactStart: boundary.exact)
    )
  }

  private func boundary(
    after span: Span, _ parameter: String
  ) throws -> (exact: Double, rounded: Double) {
    let length = try exactLength(of: span, parameter)
    let exact = exactStart + length
    if span.unit == .steps { return (exact, start + length) }
    // Sums of percentages are off by some units in the last place; a tie must not notice.
    let slack = exact * 1e-12
    return (exact, max(start, (exact + 0.5 + slack).rounded(.down)))
  }

  private func exactLength(of span: Span, _ parameter: String) throws -> Double {
    switch span.unit {
    case .steps: return span.amount
    case .percent: return span.amount * Double(steps) / 100
    case .epochs:
      guard let stepsPerEpoch else {
        throw ScheduleError(
          parameter, "in steps or percent, since the steps per epoch are not known",
          received: "\(span)")
      }
      return span.amount * Double(stepsPerEpoch)
    }
  }
}
