internal import DataFiles
package import Foundation
internal import Synchronization

/// Reads WAV files through libsndfile: integers of 8 to 32 bits or floats, any number of channels, any
/// sample rate.
package enum SoundFile {
  /// The most frames that a file may have, 35 minutes at 48 kHz.
  package static let frameLimit = 100_000_000
  /// The sample rates that can be read, in hertz.
  package static let sampleRates = 1_000...768_000
  private static let blockFrames = 65_536
  /// The library keeps the last failure to open in a variable of its own.
  private static let opening = Mutex(())

  /// The sound in the file at `url`, its channels averaged.
  ///
  /// - Throws: ``DataFileError`` when libsndfile is not installed (with what to install), and when the
  ///   file cannot be read, is no sound, has no frames or more than ``frameLimit``, is cut short, or
  ///   holds samples that are not finite.
  package static func read(_ url: URL) throws -> Sound {
    let library = try SoundLibrary.loaded(for: url.path)
    try WAVHeader.check(url)
    var info = SoundLibrary.Info()
    // 0x10 is `SFM_READ`.
    let opened = opening.withLock { _ in
      Opened(file: library.open(url.path, 0x10, &info), reason: String(cString: library.explain(nil)))
    }
    guard let file = opened.file else {
      throw fault(url, "must be a WAV file", "libsndfile's \"\(opened.reason)\"")
    }
    defer { _ = library.close(file) }
    let (frames, channels) = (Int(info.frames), Int(info.channels))
    guard frames > 0, channels > 0 else {
      throw fault(url, "a sound must have a sample at least", "none")
    }
    guard sampleRates.contains(Int(info.sampleRate)) else {
      throw fault(
        url, "the sample rate must be \(sampleRates.lowerBound) to \(sampleRates.upperBound) Hz",
        "\(info.sampleRate)")
    }
    guard frames <= frameLimit, channels <= 1024 else {
      throw fault(
        url, "a sound must have at most \(frameLimit) frames in 1024 channels",
        "\(frames) in \(channels)")
    }
    var samples: [Float] = []
    samples.reserveCapacity(min(frames, blockFrames * 64))
    var block = [Float](repeating: 0, count: blockFrames * channels)
    while samples.count < frames {
      let count = Int(library.read(file, &block, Int64(blockFrames)))
      guard count > 0 else {
        throw fault(url, "a sound must have the \(frames) frames of its header", "\(samples.count)")
      }
      for frame in 0..<count {
        var sum: Float = 0
        for channel in 0..<channels { sum += block[frame * channels + channel] }
        guard sum.isFinite else {
          throw fault(
            url, "every sample must be a finite number",
            "another one in frame \(samples.count), counted from 0")
        }
        samples.append(sum / Float(channels))
      }
    }
    return Sound(sampleRate: Int(info.sampleRate), samples: samples)
  }

  private struct Opened: @unchecked Sendable {
    // A handle that only the caller of `read` uses.
    let file: OpaquePointer?
    let reason: String
  }

  private static func fault(_ url: URL, _ requirement: String, _ received: String) -> DataFileError {
    DataFileError(file: url.path, requirement: requirement, received: received)
  }
}
