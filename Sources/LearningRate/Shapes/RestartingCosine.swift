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
    let (index, share) = cycles.place(of: time)
    guard share < 1 else { return to }
    return HalfCosine(from: peak(of: index), to: to, length: 1).value(at: share)
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
