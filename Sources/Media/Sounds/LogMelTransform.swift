internal import Foundation

/// The tables with which a ``LogMelSpectrogram`` is computed, made once for many sounds.
struct LogMelTransform: Sendable {
  private let form: LogMelSpectrogram
  private let spectrum: PowerSpectrum
  private let bank: MelFilterBank
  private let window: [Double]

  init(_ form: LogMelSpectrogram) {
    self.form = form
    spectrum = PowerSpectrum(size: form.spectrumSize)
    bank = MelFilterBank(
      sampleRate: form.sampleRate, spectrumSize: form.spectrumSize, bands: form.bands,
      lowest: form.lowestFrequency, highest: form.highestFrequency)
    window = (0..<form.windowLength).map {
      0.5 - 0.5 * cos(2 * .pi * Double($0) / Double(form.windowLength))
    }
  }

  /// The standardized picture of a sound.
  func picture(of sound: Sound) -> [Float] {
    let values = logarithms(of: middle(of: sound))
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    guard variance > 1e-10 else { return [Float](repeating: 0, count: values.count) }
    let scale = 1 / variance.squareRoot()
    return values.map { Float(($0 - mean) * scale) }
  }

  /// The middle samples at the common rate, with silence around a shorter sound.
  private func middle(of sound: Sound) -> [Float] {
    // What is far outside is cut before it is resampled, which takes time and memory.
    let margin = 64 * (sound.sampleRate / form.sampleRate + 1)
    let wanted = (form.sampleCount + 1) * sound.sampleRate / form.sampleRate + 2 * margin
    // As much on both sides, so that the middle stays where it is.
    let excess = max(0, sound.samples.count - wanted) / 2
    let part = sound.samples.dropFirst(excess).dropLast(excess)
    let samples = Sound(sampleRate: sound.sampleRate, samples: Array(part))
      .resampled(to: form.sampleRate).samples
    let missing = form.sampleCount - samples.count
    if missing <= 0 { return Array(samples.dropFirst(-missing / 2).prefix(form.sampleCount)) }
    return [Float](repeating: 0, count: missing / 2) + samples
      + [Float](repeating: 0, count: missing - missing / 2)
  }

  /// The logarithms of the bands' energies, row after row, before they are standardized.
  private func logarithms(of samples: [Float]) -> [Double] {
    let margin = (form.spectrumSize - form.windowLength) / 2
    var windowed = [Double](repeating: 0, count: form.spectrumSize)
    var energies = [Double](repeating: 0, count: form.bands * form.frames)
    for frame in 0..<form.frames {
      let start = frame * form.hopLength - form.windowLength / 2
      for offset in 0..<form.windowLength {
        let isInside = samples.indices.contains(start + offset)
        windowed[margin + offset] = isInside ? window[offset] * Double(samples[start + offset]) : 0
      }
      let bands = bank.energies(of: spectrum.powers(of: windowed))
      for (band, energy) in bands.enumerated() {
        energies[band * form.frames + frame] = energy
      }
    }
    let floor = max(1e-10, 1e-8 * (energies.max() ?? 0))
    return energies.map { log(max($0, floor)) }
  }
}
