internal import Foundation

extension Sound {
  /// The sound at another sample rate, by band-limited interpolation with a windowed sinc.
  ///
  /// ```
  /// out(n) = Σ in(i) · h(n / new − i / old)
  /// h(t) = b / old · sinc(b t) · cos²(π b t / 2 z),  |b t| < z
  /// ```
  ///
  /// with `b = 0.99 · min(old, new)` and `z = 16` zero crossings on each side, so that frequencies
  /// above half of the lower rate are removed. There are `⌈new · count / old⌉` samples; before the
  /// first and after the last sample there is silence. The weights are computed once for each of
  /// the `new / gcd(new, old)` phases.
  ///
  /// Source: J. O. Smith, *Digital Audio Resampling*, with the window, the factor 0.99 and the
  /// length of torchaudio's `resample` (there `z = 6`).
  ///
  /// - Precondition: the rate is positive.
  package func resampled(to newRate: Int) -> Sound {
    precondition(newRate > 0, "a sample rate must be positive; received \(newRate)")
    if newRate == sampleRate { return self }
    let divisor = Self.greatestCommonDivisor(newRate, sampleRate)
    let (new, old) = (newRate / divisor, sampleRate / divisor)
    let count = (samples.count * new + old - 1) / old
    let zeros = 16.0
    let band = 0.99 * Double(min(new, old))
    let reach = Int((zeros * Double(old) / band).rounded(.up))
    // Weight of the sample `offset − reach` after the one at or before the new sample.
    func weights(phase: Int) -> [Float] {
      (-reach...reach + 1).map { offset in
        let t = band * (Double(phase) / Double(new) - Double(offset)) / Double(old)
        guard abs(t) < zeros else { return 0 }
        let sinc = t == 0 ? 1 : sin(.pi * t) / (.pi * t)
        let window = cos(.pi * t / (2 * zeros))
        return Float(band / Double(old) * sinc * window * window)
      }
    }
    // Rates without a common divisor have too many phases to keep.
    var table: [Int: [Float]] = [:]
    var result: [Float] = []
    result.reserveCapacity(count)
    for index in 0..<count {
      let (base, phase) = (index * old / new, index * old % new)
      let taps: [Float]
      if let known = table[phase] {
        taps = known
      } else {
        taps = weights(phase: phase)
        if table.count < 4_096 { table[phase] = taps }
      }
      var sum: Float = 0
      let first = max(0, base - reach)
      for position in first..<max(first, min(samples.count, base + reach + 2)) {
        sum += taps[position - base + reach] * samples[position]
      }
      result.append(sum)
    }
    return Sound(sampleRate: newRate, samples: result)
  }

  private static func greatestCommonDivisor(_ left: Int, _ right: Int) -> Int {
    var (a, b) = (left, right)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}
