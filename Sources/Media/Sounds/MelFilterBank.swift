internal import Foundation

/// Triangles that gather the powers of a spectrum into bands of equal width on the mel scale.
///
/// ```
/// mel(f) = 2595 · log₁₀(1 + f / 700)
/// ```
///
/// The scale is the one of HTK (O'Shaughnessy). The corners `c` are `bands + 2` frequencies,
/// equally far apart in mel from the lowest to the highest; band `b` rises from 0 at `c(b)` to 1 at
/// `c(b + 1)` and falls to 0 at `c(b + 2)`. Areas are not normalized. This is librosa's
/// `filters.mel(…, htk=True, norm=None)` and torchaudio's default.
struct MelFilterBank {
  /// For each band the first frequency that counts, and the weights from there on.
  private let filters: [(first: Int, weights: [Double])]

  init(sampleRate: Int, spectrumSize: Int, bands: Int, lowest: Double, highest: Double) {
    let bottom = Self.mel(lowest)
    let step = (Self.mel(highest) - bottom) / Double(bands + 1)
    let corners = (0..<bands + 2).map { Self.frequency(bottom + step * Double($0)) }
    let frequencies = (0...spectrumSize / 2).map {
      Double($0) * Double(sampleRate) / Double(spectrumSize)
    }
    filters = (0..<bands).map { band in
      let (left, center, right) = (corners[band], corners[band + 1], corners[band + 2])
      let inside = frequencies.indices.filter { left < frequencies[$0] && frequencies[$0] < right }
      let weights = inside.map {
        min(
          (frequencies[$0] - left) / (center - left), (right - frequencies[$0]) / (right - center))
      }
      return (inside.first ?? 0, weights)
    }
  }

  /// The energies of the bands in a power spectrum.
  func energies(of powers: [Double]) -> [Double] {
    filters.map { filter in
      var sum = 0.0
      for (offset, weight) in filter.weights.enumerated() {
        sum += weight * powers[filter.first + offset]
      }
      return sum
    }
  }

  private static func mel(_ frequency: Double) -> Double { 2595 * log10(1 + frequency / 700) }
  private static func frequency(_ mel: Double) -> Double { 700 * (pow(10, mel / 2595) - 1) }
}
