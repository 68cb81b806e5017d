/// One form up to a boundary, another from there on, which counts its time from the boundary.
struct Sequel: ClosedForm {
  let first: any ClosedForm
  let second: any ClosedForm
  let boundary: Double

  var bound: Double { max(first.bound, second.bound) }

  func value(at time: Double) -> Double {
    time < boundary ? first.value(at: time) : second.value(at: time - boundary)
  }

  /// Times mostly rise, so a buffer has one stretch on each side of the boundary, or one in all.
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
