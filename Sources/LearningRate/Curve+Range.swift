extension Curve {
  /// The smallest and the largest value over the steps of the run.
  ///
  /// It evaluates every step of the run, so keep it if you need it twice.
  public var range: ClosedRange<Double> {
    var (low, high) = (value(at: 0), value(at: 0))
    for step in 1..<max(steps, 2) {
      let value = value(at: step)
      (low, high) = (min(low, value), max(high, value))
    }
    return low...high
  }
}
