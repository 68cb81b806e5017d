import Notation

extension Schedule {
  /// One constant after another.
  ///
  /// ```
  /// value(t) = the value of the last key ≤ t
  /// ```
  ///
  /// where the keys are counted from the start of the window. The first is zero, and they rise; the
  /// update at a key is the first with its value. A key past the end of the window is never reached.
  ///
  /// ```swift
  /// Schedule.piecewise([0: 0.1, .percent(50): 0.01, .percent(75): 1e-3])
  /// ```
  ///
  /// For a sequence of schedules instead of constants use ``then(_:at:)``. In Keras's
  /// `PiecewiseConstantDecay` each new value comes one step later.
  ///
  /// - Precondition: There is a value at 0, the keys rise, and the values are finite, at most 1e100
  ///   in size.
  public static func piecewise(_ values: KeyValuePairs<Length, Double>) -> Schedule {
    Schedule(PiecewiseShape(values: values.map { .init(start: $0.key, value: $0.value) }))
  }
}

/// The shape `piecewise`.
struct PiecewiseShape: ScheduleShape {
  struct Entry: Hashable {
    let start: Length
    let value: Double
  }

  var values = [Entry(start: 0, value: 0)]

  static let word = NotationWord(
    "piecewise", summary: "Keeps one value after another.",
    formula: "the value of the last key ≤ t", example: "piecewise([0: 0.1, 50%: 0.01, 75%: 1e-3])")

  static var parameters: NotationParameters<PiecewiseShape> {
    [
      NotationParameter(
        "values", isLabelled: false, shown: "[0: value, length: value, …]",
        read: { shape, given, _ in shape.values = try entries(of: given) },
        write: { shape in
          let entries = shape.values.map { NotationEntry($0.start.notation, $0.value.notation) }
          return NotationExpression(.dictionary(entries))
        })
    ]
  }

  private static func entries(of values: NotationExpression) throws -> [Entry] {
    guard case .dictionary(let entries) = values.kind else {
      throw values.mismatch("values", "a dictionary such as [0: 0.1, 50%: 0.01]")
    }
    return try entries.map {
      Entry(
        start: try Length(notation: $0.key, named: "the key"),
        value: try Double(notation: $0.value, named: "the value"))
    }
  }

  var conflict: ScheduleError? {
    guard let first = values.first else {
      return ScheduleError("values", "given with one at 0", received: "none")
    }
    guard first.start.amount == 0 else {
      return ScheduleError("the first key", "0", received: "\(first.start)")
    }
    for (index, entry) in values.enumerated() {
      if let fault = ScheduleError.check("the key", entry.start, .length)
        ?? .check("the value at \(entry.start)", entry.value, .value)
      {
        return fault
      }
      // Keys in different units can be compared when the run is known.
      guard index > 0, values[index - 1].start.unit == entry.start.unit else { continue }
      if entry.start.amount <= values[index - 1].start.amount {
        return Self.orderFault(entry, after: values[index - 1])
      }
    }
    return nil
  }

  private static func orderFault(_ entry: Entry, after last: Entry) -> ScheduleError {
    ScheduleError("the keys", "rising", received: "\(entry.start) after \(last.start)")
  }

  func closedForm(in window: Window) throws -> any ClosedForm {
    let starts = try values.map { try window.length(of: $0.start, named: "the key") }
    for index in starts.indices.dropFirst() where starts[index] < starts[index - 1] {
      throw Self.orderFault(values[index], after: values[index - 1])
    }
    return Levels(starts: starts, values: values.map(\.value))
  }
}

/// Constants that follow one another: each from its start on, the first from 0.
struct Levels: ClosedForm {
  /// In rising order; of equal ones the last counts.
  let starts: [Double]
  let values: [Double]

  var turns: [Double]? { starts }

  var bound: Double { values.reduce(0) { max($0, $1.magnitude) } }

  func value(at time: Double) -> Double {
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= time { low = middle } else { high = middle }
    }
    return values[low]
  }

  func formula(at time: Formula) -> Formula? {
    return .levels(starts: starts, values: values, at: time)
  }
}
