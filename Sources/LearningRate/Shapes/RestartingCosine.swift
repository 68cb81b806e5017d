import RealModule

/// Half a cosine wave that starts again with each cycle; it holds its end.
struct RestartingCosine: ClosedForm {
  let from: Double
  let to: Double
  let cycles: GrowingCycles
  let shrink: Double
  let shrinking: ShrinkTarget

  var bound: Double {
    max(to.magnitude, from.magnitude, peak(of: cycles.last.index).magnitude)
  }

  func value(at time: Double) -> Double {
    let (index, fraction) = cycles.position(of: time)
    guard fraction < 1 else { return to }
    return HalfCosine(from: peak(of: index), to: to, length: 1).value(at: fraction)
  }

  func formula(at time: Formula) -> Formula? {
    guard cycles.first > 0, cycles.end > 0 else { return .number(to) }
    guard let (index, fraction) = cycles.position(of: time) else { return nil }
    let wave = (1 + .cos(Double.pi * fraction)) / 2
    let last = value(at: cycles.end)
    guard shrink != 1 else {
      return .before(cycles.end, time, .blend(to, from, wave), else: .number(last))
    }
    let factor =
      shrink > 0 ? Formula.pow(shrink, index) : .before(1, index, 1.0, else: 0.0)
    let height = shrinking == .height ? (from - to) * factor : from * factor - to
    return .before(cycles.end, time, to + height * wave, else: .number(last))
  }

  private func peak(of index: Double) -> Double {
    guard shrink != 1, index > 0 else { return from }
    let factor = Double.pow(shrink, index)
    switch shrinking {
    case .height: return factor == 1 ? from : to + (from - to) * factor
    case .peak: return from * factor
    }
  }
}
