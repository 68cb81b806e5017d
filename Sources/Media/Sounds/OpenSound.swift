internal import DataFiles
internal import Foundation
internal import Synchronization

/// A sound file that libsndfile has opened, closed with its owner.
final class OpenSound {
  let sampleRate: Int
  let frames: Int
  let channels: Int

  private let library: SoundLibrary
  private let handle: OpaquePointer
  /// The library keeps the reason of the last failure to open in a variable of its own.
  private static let opening = Mutex(())

  init(_ url: URL) throws {
    let library = try SoundLibrary.loaded(for: url.path)
    try WAVHeader.check(url)
    var info = SoundLibrary.Info()
    var handle: OpaquePointer?
    let reason = Self.opening.withLock { _ in
      // 0x10 is `SFM_READ`.
      handle = library.open(url.path, 0x10, &info)
      return String(cString: library.explain(nil))
    }
    guard let handle else {
      throw Self.fault(url, "must be a WAV file", "libsndfile's \"\(reason)\"")
    }
    (self.library, self.handle) = (library, handle)
    (sampleRate, frames) = (Int(info.sampleRate), Int(info.frames))
    channels = Int(info.channels)
    guard frames > 0, channels > 0 else {
      throw Self.fault(url, "a sound must have a sample at least", "none")
    }
    guard SoundFile.sampleRates.contains(sampleRate) else {
      throw Self.fault(
        url,
        "the sample rate must be \(SoundFile.sampleRates.lowerBound) to "
          + "\(SoundFile.sampleRates.upperBound) Hz", "\(sampleRate)")
    }
    guard frames <= SoundFile.frameLimit, channels <= 1_024 else {
      throw Self.fault(
        url, "a sound must have at most \(SoundFile.frameLimit) frames and 1024 channels",
        "\(frames) frames, \(channels) channels")
    }
  }

  deinit { _ = library.close(handle) }

  /// Fills `block` with the next frames, channels next to one another, and returns their number.
  func read(_ block: inout [Float]) -> Int {
    Int(library.read(handle, &block, Int64(block.count / channels)))
  }

  static func fault(_ url: URL, _ requirement: String, _ received: String) -> DataFileError {
    DataFileError(file: url.path, requirement: requirement, received: received)
  }
}
