import Notation

// Each of these fails with a ``ScheduleError`` about `parameter` if a span counts epochs of unknown
// length, and those that cut the window also if a part does not fit it.
extension Window {
  /// The number of steps from the start of this window to the end of `span`, or to the end of the
  /// window if there is no span. It may be longer than the window.
  public func length(of span: Span?, named parameter: String) throws -> Double {
    try stretch(over: span, named: parameter).length
  }

  /// The window from the start of this one to the end of `span`, or this one if there is no span.
  /// It may be longer than this one.
  public func stretch(over span: Span?, named parameter: String) throws -> Window {
    guard let span else { return self }
    return Window(of: self, from: first, to: try boundary(after: span, parameter))
  }

  /// The length of a span that repeats, such as the `every` of a staircase: exact, never rounded.
  public func period(of span: Span, named parameter: String) throws -> Double {
    try exactLength(of: span, parameter)
  }

  /// The window of one period, from the start of this one. It may be longer than this one.
  public func period(over span: Span, named parameter: String) throws -> Window {
    let length = try exactLength(of: span, parameter)
    let end = Boundary(exact: first.exact + length, rounded: start + length)
    return Window(of: self, from: first, to: end)
  }

  /// This window cut in two after `span`.
  public func split(
    at span: Span, named parameter: String
  ) throws -> (head: Window, tail: Window) {
    let boundary = try boundary(after: span, parameter)
    guard boundary.rounded <= end else {
      throw misfit(span, of: boundary.rounded - start, parameter)
    }
    return cut(boundary)
  }

  /// This window cut in two so that `span` is left after the cut.
  public func split(
    last span: Span, named parameter: String
  ) throws -> (head: Window, tail: Window) {
    let boundary = try boundary(before: last, by: span, parameter)
    guard boundary.rounded >= start else {
      throw misfit(span, of: end - boundary.rounded, parameter)
    }
    return cut(boundary)
  }

  /// This window with its start moved back by `span`, perhaps to before the run.
  public func startingEarlier(by span: Span, named parameter: String) throws -> Window {
    Window(of: self, from: try boundary(before: first, by: span, parameter), to: last)
  }
}

extension Window {
  private func cut(_ boundary: Boundary) -> (head: Window, tail: Window) {
    (
      Window(of: self, from: first, to: boundary), Window(of: self, from: boundary, to: last)
    )
  }

  private func boundary(after span: Span, _ parameter: String) throws -> Boundary {
    let length = try exactLength(of: span, parameter)
    let exact = first.exact + length
    if span.unit == .steps { return Boundary(exact: exact, rounded: start + length) }
    return Boundary(exact: exact, rounded: max(start, rounded(exact)))
  }

  private func boundary(
    before place: Boundary, by span: Span, _ parameter: String
  ) throws -> Boundary {
    let length = try exactLength(of: span, parameter)
    let exact = place.exact - length
    if span.unit == .steps { return Boundary(exact: exact, rounded: place.rounded - length) }
    return Boundary(exact: exact, rounded: min(place.rounded, rounded(exact)))
  }

  /// The nearest step. Sums of percentages are off by some units in the last place; a tie, which
  /// goes up, must not notice.
  private func rounded(_ exact: Double) -> Double {
    (exact + 0.5 + exact.magnitude * 1e-12).rounded(.down)
  }

  private func misfit(_ span: Span, of steps: Double, _ parameter: String) -> ScheduleError {
    let received = span.unit == .steps ? "\(span)" : "\(span), which is \(steps.notationText) steps"
    return ScheduleError(
      parameter, "at most the \(length.notationText) steps of its window", received: received)
  }

  func exactLength(of span: Span, _ parameter: String) throws -> Double {
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
