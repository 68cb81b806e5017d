import Notation

// Each of these fails with a ``ScheduleError`` about `parameter` if a length counts epochs of unknown
// length, and those that cut the window also if a part does not fit it.
extension Window {
  /// The number of steps from the start of this window to the end of `length`, or to the end of the
  /// window if it is nil. It may be longer than the window.
  public func length(of length: Length?, named parameter: String) throws -> Double {
    try stretch(over: length, named: parameter).length
  }

  /// The window from the start of this one to the end of `length`, or this one if it is nil.
  /// It may be longer than this one.
  public func stretch(over length: Length?, named parameter: String) throws -> Window {
    guard let length else { return self }
    return Window(of: self, from: first, to: try boundary(after: length, parameter))
  }

  /// The number of steps of a length that repeats, such as the `every` of a staircase: exact, never
  /// rounded.
  public func period(of length: Length, named parameter: String) throws -> Double {
    try exactLength(of: length, parameter)
  }

  /// The window of one period, from the start of this one. It may be longer than this one.
  public func period(over length: Length, named parameter: String) throws -> Window {
    let period = try exactLength(of: length, parameter)
    let end = Boundary(exact: first.exact + period, rounded: start + period)
    return Window(of: self, from: first, to: end)
  }

  /// This window cut in two after `length`.
  public func split(
    at length: Length, named parameter: String
  ) throws -> (head: Window, tail: Window) {
    let boundary = try boundary(after: length, parameter)
    guard boundary.rounded <= end else {
      throw fitError(length, of: boundary.rounded - start, parameter)
    }
    return cut(boundary)
  }

  /// This window cut in two so that `length` is left after the cut.
  public func split(
    last length: Length, named parameter: String
  ) throws -> (head: Window, tail: Window) {
    let boundary = try boundary(before: last, by: length, parameter)
    guard boundary.rounded >= start else {
      throw fitError(length, of: end - boundary.rounded, parameter)
    }
    return cut(boundary)
  }

  /// This window with its start moved back by `length`, perhaps to before the run.
  public func startingEarlier(by length: Length, named parameter: String) throws -> Window {
    Window(of: self, from: try boundary(before: first, by: length, parameter), to: last)
  }
}

extension Window {
  private func cut(_ boundary: Boundary) -> (head: Window, tail: Window) {
    (
      Window(of: self, from: first, to: boundary), Window(of: self, from: boundary, to: last)
    )
  }

  private func boundary(after length: Length, _ parameter: String) throws -> Boundary {
    let distance = try exactLength(of: length, parameter)
    let exact = first.exact + distance
    if length.unit == .steps { return Boundary(exact: exact, rounded: start + distance) }
    return Boundary(exact: exact, rounded: max(start, rounded(exact)))
  }

  private func boundary(
    before place: Boundary, by length: Length, _ parameter: String
  ) throws -> Boundary {
    let distance = try exactLength(of: length, parameter)
    let exact = place.exact - distance
    if length.unit == .steps { return Boundary(exact: exact, rounded: place.rounded - distance) }
    return Boundary(exact: exact, rounded: min(place.rounded, rounded(exact)))
  }

  /// The nearest step. Sums of percentages are off by a few units in the last place, which must not
  /// change how a tie is rounded: up.
  private func rounded(_ exact: Double) -> Double {
    (exact + 0.5 + exact.magnitude * 1e-12).rounded(.down)
  }

  private func fitError(_ length: Length, of steps: Double, _ parameter: String) -> ScheduleError {
    let received =
      length.unit == .steps ? "\(length)" : "\(length), which is \(steps.notationText) steps"
    return ScheduleError(
      parameter, "at most the \(self.length.notationText) steps of its window", received: received)
  }

  func exactLength(of length: Length, _ parameter: String) throws -> Double {
    switch length.unit {
    case .steps: return length.amount
    case .percent: return length.amount * Double(steps) / 100
    case .epochs:
      guard let stepsPerEpoch else {
        throw ScheduleError(
          parameter, "in steps or percent, since the steps per epoch are not known",
          received: "\(length)")
      }
      return length.amount * Double(stepsPerEpoch)
    }
  }
}
