/// One form up to a boundary, another from there on, which counts its time from the boundary.
struct JoinedForms: ClosedForm {
  let first: any ClosedForm
  let second: any ClosedForm
  let boundary: Double

  var bound: Double { max(first.bound, second.bound) }

  var turns: [Double]? {
    guard let before = first.turns, let after = second.turns else { return nil }
    return before.filter { $0 < boundary } + [boundary] + after.map { $0 + boundary }
  }

  func value(at time: Double) -> Double {
    time < boundary ? first.value(at: time) : second.value(at: time - boundary)
  }

  func formula(at time: Formula) -> Formula? {
    guard boundary > 0 else { return second.formula(at: time) }
    guard let then = second.formula(at: .max(time - boundary, 0)) else { return nil }
    // A ramp down from a level is at that level before it starts.
    if let level = first as? Level, let fall = second as? CooldownRamp, fall.from == level.value,
      fall.length > 0
    {
      return then
    }
    return first.formula(at: time).map { .before(boundary, time, $0, else: then) }
  }

  /// Times mostly rise, so a buffer has one part on each side of the boundary, or one in all.
  func evaluate(inPlace times: UnsafeMutableBufferPointer<Double>) {
    var start = 0
    while start < times.count {
      let isFirst = times[start] < boundary
      var end = start + 1
      while end < times.count, (times[end] < boundary) == isFirst { end += 1 }
      let stretch = UnsafeMutableBufferPointer(rebasing: times[start..<end])
      if isFirst {
        first.evaluate(inPlace: stretch)
      } else {
        stretch.replaceEach { $0 - boundary }
        second.evaluate(inPlace: stretch)
      }
      start = end
    }
  }
}
