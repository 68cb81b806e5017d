internal import DataFiles
package import Foundation

/// Reads WAV files through libsndfile: integers of 8 to 32 bits or floats, any number of channels,
/// any sample rate.
package enum SoundFile {
  /// The most frames that a file may have, 35 minutes at 48 kHz.
  package static let frameLimit = 100_000_000
  /// The sample rates that can be read, in hertz.
  package static let sampleRates = 1_000...768_000
  private static let blockFrames = 65_536

  /// What the header of the file at `url` says: samples a second, and the number of frames.
  ///
  /// - Throws: `DataFileError` when libsndfile is not installed (with what to install), and when
  ///   the file cannot be read, is no sound, has no frames or more than ``frameLimit``, or is cut
  ///   short.
  package static func length(of url: URL) throws -> (sampleRate: Int, frames: Int) {
    let file = try OpenSound(url)
    return (file.sampleRate, file.frames)
  }

  /// The sound in the file at `url`, its channels averaged.
  ///
  /// - Throws: `DataFileError` as ``length(of:)``, and when a sample is not finite.
  package static func read(_ url: URL) throws -> Sound {
    let file = try OpenSound(url)
    var samples: [Float] = []
    // A header may promise more than there is.
    samples.reserveCapacity(min(file.frames, 1 << 22))
    var block = [Float](repeating: 0, count: min(blockFrames, file.frames) * file.channels)
    while samples.count < file.frames {
      let count = file.read(&block)
      guard count > 0 else {
        throw OpenSound.fault(
          url, "a sound must have the \(file.frames) frames of its header", "\(samples.count)")
      }
      for frame in 0..<count {
        var sum: Float = 0
        for channel in 0..<file.channels { sum += block[frame * file.channels + channel] }
        guard sum.isFinite else {
          throw OpenSound.fault(
            url, "every sample must be a finite number",
            "another one in frame \(samples.count), counted from 0")
        }
        samples.append(sum / Float(file.channels))
      }
    }
    return Sound(sampleRate: file.sampleRate, samples: samples)
  }
}
