/// A recording: one channel of samples, of which full scale is 1.
package struct Sound: Sendable, Hashable {
  /// Samples a second.
  package let sampleRate: Int
  /// The samples, finite.
  package let samples: [Float]

  /// A recording of these samples.
  ///
  /// - Precondition: the rate is positive.
  package init(sampleRate: Int, samples: [Float]) {
    precondition(sampleRate > 0, "a sample rate must be positive; received \(sampleRate)")
    self.sampleRate = sampleRate
    self.samples = samples
  }

  /// The length in seconds.
  package var duration: Double { Double(samples.count) / Double(sampleRate) }
}
