internal import Foundation

/// Turns sounds into pictures of one size: how loud each band of frequencies is in each short
/// window.
///
/// ```
/// S(b, t) = Σ M(b, k) · |Σ w(n) x(t · hop + n − N / 2) e^(−2πi k n / N)|²
/// L(b, t) = ln max(S(b, t), 10⁻¹⁰, 10⁻⁸ · max S)
/// picture = (L − mean L) / standard deviation of L
/// ```
///
/// `w` is a Hann window of ``windowLength`` samples, periodic and centred in the `N` of
/// ``spectrumSize``; `M` are triangles on HTK's mel scale (see `MelFilterBank`). Before and after
/// the sound there is silence. The second floor, 80 decibels below the loudest, makes the picture
/// independent of the recording's volume; a picture without variation is 0.
///
/// A sound is first brought to ``sampleRate``, then cut to its middle `(frames − 1) · hop` samples
/// or padded with silence on both sides. As librosa's `power_to_db(melspectrogram(htk=True,
/// norm=None))` but for the unit.
package struct LogMelSpectrogram: Sendable, Hashable, Codable {
  /// Samples a second.
  package let sampleRate: Int
  /// The samples of a window, a power of two.
  package let windowLength: Int
  /// The samples from one window to the next.
  package let hopLength: Int
  /// The number of bands, the rows of a picture from low to high.
  package let bands: Int
  /// The number of windows, the columns of a picture.
  package let frames: Int
  /// Where the lowest band starts, in hertz.
  package let lowestFrequency: Double
  /// Where the highest band ends, in hertz.
  package let highestFrequency: Double

  /// The length of the transform: windows are padded to twice their length, so that low bands,
  /// which are narrow, do not stay empty.
  package var spectrumSize: Int { 2 * windowLength }
  /// The samples that a picture covers.
  package var sampleCount: Int { (frames - 1) * hopLength }

  /// A spectrogram of these measures; the highest frequency is half of the sample rate where none
  /// is given.
  ///
  /// - Precondition: the window is a power of two, the others are positive, and the frequencies lie
  ///   in order from 0 to half of the sample rate.
  package init(
    sampleRate: Int, windowLength: Int, hopLength: Int, bands: Int, frames: Int,
    lowestFrequency: Double = 20, highestFrequency: Double? = nil
  ) {
    let highest = highestFrequency ?? Double(sampleRate) / 2
    precondition(
      sampleRate > 0 && windowLength > 0 && windowLength & (windowLength - 1) == 0
        && hopLength > 0 && bands > 0 && frames > 0,
      "a window must be a power of two and all measures positive; received "
        + "\(windowLength) samples, hop \(hopLength), \(bands) bands, \(frames) frames, \(sampleRate) Hz"
    )
    precondition(
      0 <= lowestFrequency && lowestFrequency < highest && highest <= Double(sampleRate) / 2,
      "frequencies must lie in order in 0...\(sampleRate / 2); received "
        + "\(lowestFrequency) and \(highest)")
    self.sampleRate = sampleRate
    self.windowLength = windowLength
    self.hopLength = hopLength
    self.bands = bands
    self.frames = frames
    self.lowestFrequency = lowestFrequency
    self.highestFrequency = highest
  }

  /// Measures for sounds of these rates and durations (in seconds): the lowest rate, but 16 kHz at
  /// most; windows of about 32 ms; a hop of three eighths of a window; 64 bands; and as many
  /// frames, a multiple of 8 from 32 to 256, as cover 95 of 100 sounds.
  ///
  /// - Precondition: there is a sound.
  package static func standard(rates: [Int], durations: [Double]) -> LogMelSpectrogram {
    precondition(
      !rates.isEmpty && rates.count == durations.count,
      "there must be a rate and a duration for each sound; received \(rates.count) and "
        + "\(durations.count)")
    let rate = min(rates.min()!, 16_000)
    let window = 1 << Int(log2(0.032 * Double(rate)).rounded())
    let hop = max(1, window * 3 / 8)
    let length = durations.sorted()[(durations.count - 1) * 95 / 100] * Double(rate)
    let columns = min(max(length / Double(hop) + 1, 32), 256)
    return LogMelSpectrogram(
      sampleRate: rate, windowLength: window, hopLength: hop, bands: 64,
      frames: Int((columns / 8).rounded(.up)) * 8)
  }

  /// The picture of a sound, row after row, `bands × frames`, of mean 0 and standard deviation 1.
  ///
  /// ``SoundStore`` makes those of many sounds in less time.
  package func picture(of sound: Sound) -> [Float] { LogMelTransform(self).picture(of: sound) }
}

extension LogMelSpectrogram: CustomStringConvertible {
  /// The measures in words.
  package var description: String {
    "spectrograms of \(bands) bands from \(lowestFrequency) to \(highestFrequency) Hz and "
      + "\(frames) windows of \(windowLength) samples, every \(hopLength) at \(sampleRate) Hz"
  }
}
