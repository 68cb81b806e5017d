import Notation

extension Schedule {
  /// Multiplies this schedule by another, step by step.
  ///
  /// ```
  /// value(t) = this schedule at t · the other at t
  /// ```
  ///
  /// Both have the whole window. It is the way to put a factor that changes, such as a staircase from
  /// 1, on any schedule.
  ///
  /// For a factor that stays the same use ``scaled(by:)``. Two rates multiplied are not a rate: one of the
  /// two should be a factor around 1.
  ///
  /// Schedules whose product could leave the range of numbers are refused when they are resolved.
  public func multiplied(by other: Schedule) -> Schedule {
    Schedule(MultipliedModifier(receiver: self, other: other))
  }
}

/// The modifier `multiplied`.
struct MultipliedModifier: JoiningModifier {
  var receiver = Schedule.neutral
  var other = Schedule.neutral

  static let word = NotationWord(
    "multiplied", summary: "Multiplies the schedule by another.",
    formula: "the schedule before the dot at t · the schedule in brackets at t",
    example: "cosine(from: 3e-4, to: 0).multiplied(by: step(from: 1, gamma: 0.5, every: 25%))")

  static var parameters: NotationParameters<MultipliedModifier> {
    [
      .schedule("by", \.other)
    ]
  }

  var parts: [Schedule] { [receiver, other] }

  static var second: AnyKeyPath { \MultipliedModifier.other }

  func closedForm(in window: Window) throws -> any ClosedForm {
    Product(
      first: try receiver.closedForm(in: window), second: try other.closedForm(in: window))
  }
}

/// One form times another.
struct Product: ClosedForm {
  let first: any ClosedForm
  let second: any ClosedForm

  /// How many times are copied at once, few enough for the stack.
  private static let portion = 128

  var bound: Double { first.bound * second.bound }

  func value(at time: Double) -> Double { first.value(at: time) * second.value(at: time) }

  func evaluate(inPlace times: UnsafeMutableBufferPointer<Double>) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: Self.portion) { copies in
      for start in stride(from: 0, to: times.count, by: Self.portion) {
        let end = min(start + Self.portion, times.count)
        let portion = UnsafeMutableBufferPointer(rebasing: times[start..<end])
        let factors = UnsafeMutableBufferPointer(rebasing: copies[..<portion.count])
        _ = factors.initialize(fromContentsOf: portion)
        first.evaluate(inPlace: portion)
        second.evaluate(inPlace: factors)
        for index in portion.indices { portion[index] *= factors[index] }
      }
    }
  }

  func formula(at time: Formula) -> Formula? {
    guard let first = first.formula(at: time), let second = second.formula(at: time) else {
      return nil
    }
    return first * second
  }
}
