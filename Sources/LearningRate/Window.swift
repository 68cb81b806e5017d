import Notation

/// The part of the run that a schedule covers: `[start, end)`, in steps of the run.
///
/// A schedule counts time from the start of its window. The whole run is the window `[0, N)`; a
/// modifier gives its receiver a smaller one. Percentages and epochs always refer to the whole run, so
/// the window also knows the run.
///
/// **Boundaries are rounded, not lengths.** The window keeps the exact position of its start on
/// the run beside the rounded one. A percentage or a number of epochs ends at
///
/// ```
/// end = ⌊exact start + amount · unit + ½⌋      unit = N / 100, or the steps of an epoch
/// ```
///
/// so parts that add up to 100 % end at `N` whatever `N` is. A length in steps is never rounded: its
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

  /// The positions of ``start`` and ``end`` before any rounding.
  private let exactStart: Double
  private let exactEnd: Double

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
    (self.steps, self.stepsPerEpoch) = (steps, stepsPerEpoch)
    (start, exactStart) = (0, 0)
    (end, exactEnd) = (Double(steps), Double(steps))
  }

  /// A part of the same run.
  init(of run: Window, from start: Boundary, to end: Boundary) {
    (steps, stepsPerEpoch) = (run.steps, run.stepsPerEpoch)
    (self.start, exactStart) = (start.rounded, start.exact)
    (self.end, exactEnd) = (end.rounded, end.exact)
  }

  /// The number of steps in this window, at least 0.
  public var length: Double { end - start }

  /// Where this window starts and ends, before rounding and after.
  var first: Boundary { Boundary(exact: exactStart, rounded: start) }
  var last: Boundary { Boundary(exact: exactEnd, rounded: end) }
}

/// A position in the run: exact, and rounded.
struct Boundary {
  let exact: Double
  let rounded: Double
}
