import Foundation
import Media
import Testing

@Suite struct SoundResamplingTests {
  private func tone(_ frequency: Double, rate: Int, count: Int) -> [Float] {
    (0..<count).map { Float(sin(2 * .pi * frequency * Double($0) / Double(rate) + 0.3)) }
  }

  @Test(arguments: [(8_000, 16_000), (16_000, 8_000), (44_100, 16_000), (8_000, 11_025)])
  func `a tone below half of both rates is the same tone`(old: Int, new: Int) {
    let sound = Sound(sampleRate: old, samples: tone(700, rate: old, count: old / 4))
    let resampled = sound.resampled(to: new)
    #expect(resampled.sampleRate == new)
    #expect(resampled.samples.count == (old / 4 * new + old - 1) / old)
    let expected = tone(700, rate: new, count: resampled.samples.count)
    // Within the reach of the filter of the ends there is silence in the sum.
    let margin = 40 * max(new, old) / old
    for index in margin..<expected.count - margin {
      #expect(abs(resampled.samples[index] - expected[index]) < 2e-3)
    }
  }

  @Test func `a tone above half of the new rate is removed`() {
    let sound = Sound(sampleRate: 16_000, samples: tone(5_000, rate: 16_000, count: 4_000))
    let samples = sound.resampled(to: 8_000).samples
    #expect(samples.dropFirst(40).dropLast(40).allSatisfy { abs($0) < 2e-3 })
  }

  @Test func `the same rate changes nothing, and nothing stays nothing`() {
    let sound = Sound(sampleRate: 8_000, samples: [1, -1, 0.5])
    #expect(sound.resampled(to: 8_000) == sound)
    #expect(Sound(sampleRate: 8_000, samples: []).resampled(to: 16_000).samples.isEmpty)
  }
}
