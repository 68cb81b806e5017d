import Foundation
import Media
import Testing

@Suite struct LogMelSpectrogramTests {
  private static let sweep = Sound(
    sampleRate: SoundSamples.all.rate, samples: SoundSamples.all.samples.map { $0 / 32_768 })

  @Test(arguments: 0..<3)
  func `pictures are librosa's, padded or cut to the middle`(index: Int) {
    let sample = SoundSamples.all.pictures[index]
    let form = LogMelSpectrogram(
      sampleRate: 8_000, windowLength: sample.window, hopLength: sample.hop, bands: sample.bands,
      frames: sample.frames, lowestFrequency: sample.lowest, highestFrequency: sample.highest)
    let picture = form.picture(of: Self.sweep)
    let expected = sample.picture.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
    #expect(picture.count == expected.count)
    // In standard deviations; librosa's filters are single precision.
    #expect(zip(picture, expected).map { abs($0 - $1) }.max()! < 1e-4)
  }

  private static let form = LogMelSpectrogram(
    sampleRate: 8_000, windowLength: 256, hopLength: 96, bands: 32, frames: 20)

  @Test func `a picture has mean 0 and standard deviation 1, whatever the volume`() {
    let picture = Self.form.picture(of: Self.sweep)
    let mean = picture.reduce(0, +) / 640
    let square = picture.reduce(0) { $0 + $1 * $1 } / 640
    #expect(abs(mean) < 1e-5 && abs(square - 1) < 1e-4)
    let quiet = Sound(sampleRate: 8_000, samples: Self.sweep.samples.map { $0 / 64 })
    let other = Self.form.picture(of: quiet)
    #expect(zip(picture, other).allSatisfy { abs($0 - $1) < 1e-3 })
  }

  @Test func `silence and a single sample are pictures of finite numbers`() {
    let silence = Sound(sampleRate: 8_000, samples: [Float](repeating: 0, count: 100))
    #expect(Self.form.picture(of: silence) == [Float](repeating: 0, count: 640))
    let click = Self.form.picture(of: Sound(sampleRate: 44_100, samples: [1]))
    #expect(click.count == 640 && click.allSatisfy(\.isFinite))
  }

  @Test func `a tone is brightest in its band at any sample rate`() {
    for rate in [8_000, 11_025, 44_100, 48_000] {
      let tone = (0..<rate).map { Float(sin(2 * .pi * 1_000 * Double($0) / Double(rate))) }
      let picture = Self.form.picture(of: Sound(sampleRate: rate, samples: tone))
      let column = (0..<32).map { picture[$0 * 20 + 10] }
      // By hand: mel(1000) = 1000, mel(20) = 31.7, mel(4000) = 2146; corners are 64.06 apart, so
      // that the centre of band b is 31.7 + 64.06 (b + 1), nearest for b = 14.
      #expect(column.firstIndex(of: column.max()!) == 14)
    }
  }

  @Test func `the standard form follows rates and durations`() {
    let form = LogMelSpectrogram.standard(rates: [8_000, 16_000], durations: [0.4, 0.7])
    // 32 ms are 256 samples; 0.4 s are 3,200 samples, 33.3 hops of 96 and one frame.
    #expect(form.sampleRate == 8_000 && form.windowLength == 256 && form.hopLength == 96)
    #expect(form.frames == 40 && form.bands == 64)
    let long = LogMelSpectrogram.standard(rates: [48_000], durations: [60])
    #expect(long.sampleRate == 16_000 && long.windowLength == 512 && long.frames == 256)
  }

  @Test func `it comes back from JSON`() throws {
    let data = try JSONEncoder().encode(Self.form)
    #expect(try JSONDecoder().decode(LogMelSpectrogram.self, from: data) == Self.form)
  }
}
