internal import RealModule

/// The suggestions of fastai, as places in the losses that it looks at. All arithmetic is in float32.
///
/// Source: fastai 2.8.12, `fastai/callback/schedule.py`.
enum FastaiRules {
  /// The place with the lowest (lossᵢ₊₁ − lossᵢ) / (ln rateᵢ₊₁ − ln rateᵢ).
  ///
  /// - Precondition: two losses or more.
  static func steepest(_ losses: [Float], _ rates: [Float]) -> Int {
    // Correctly rounded, as libtorch's logarithm nearly always is.
    let logarithms = rates.map { Float(Double.log(Double($0))) }
    let slopes = losses.indices.dropFirst().map { place -> Float in
      let fall = losses[place] - losses[place - 1]
      return fall / (logarithms[place] - logarithms[place - 1])
    }
    return slopes.firstLeast
  }

  /// ⌊d/3⌋ + ⌊d/6⌋ places after the start of the longest falling subsequence of the losses, d being
  /// the distance from its start to its end.
  ///
  /// The start is computed when a loss first exceeds the longest subsequence so far, with the length at
  /// that moment, and not again while that of the same loss grows: it is later than the real one. For
  /// two falling losses the place is −1, which Python takes for the last.
  static func valley(_ losses: [Float]) -> Int {
    var (start, end) = (0, 0)
    var lengths = Array(repeating: 1, count: losses.count)
    for i in losses.indices.dropFirst() {
      for j in 0..<i {
        if losses[i] < losses[j], lengths[i] < lengths[j] + 1 { lengths[i] = lengths[j] + 1 }
        if lengths[end] < lengths[i] {
          end = i
          start = end - lengths[end]
        }
      }
    }
    let third = Double(end - start) / 3
    let place = start + Int(third) + Int(third / 2)
    return place < 0 ? place + losses.count : place
  }

  /// The left end of an interval of 15 places that moves down from the last loss for as long as the
  /// slopes at its ends differ by more than 0.005.
  ///
  /// - Precondition: 16 losses or more.
  static func slide(_ losses: [Float]) -> Int {
    let slopes = Slopes.overSteps(losses)
    var right = losses.count - 1
    var place = right - 15
    while right >= 15, abs(slopes[right] - slopes[right - 15]) > 0.005 {
      place = right - 15
      right -= 1
    }
    return place
  }
}
