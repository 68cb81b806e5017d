package import Foundation

/// Sounds as spectrograms of one form, computed once into a file that is then mapped into memory;
/// the counterpart of ``ImageStore``.
package struct SoundStore: Sendable {
  /// The form of every picture, of shape bands × frames.
  package let spectrogram: LogMelSpectrogram
  /// The number of sounds.
  package var count: Int { cache.count }
  /// The file that holds them.
  package var file: URL { cache.file }

  private let cache: RecordCache

  /// Opens the sounds of `folder`, reading them first, on all cores, if `cache` does not hold them.
  ///
  /// Without a `spectrogram` it is ``LogMelSpectrogram/standard(rates:durations:)`` of up to 1,000
  /// sounds, evenly spread over the list. `progress` is told the number of sounds done and of all.
  ///
  /// - Throws: `DataFileError` that names the first sound that cannot be read, or says how much
  ///   room the cache needs when the disk has not that much; then nothing is left behind.
  package init(
    _ folder: LabelledFolder, spectrogram: LogMelSpectrogram? = nil, cache: URL,
    progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws {
    try self.init(folder.files, spectrogram: spectrogram, cache: cache, progress: progress)
  }

  /// Opens the sounds in `files`, in this order; see ``init(_:spectrogram:cache:progress:)``.
  ///
  /// - Precondition: there is a file.
  package init(
    _ files: [URL], spectrogram: LogMelSpectrogram? = nil, cache: URL,
    progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws {
    precondition(!files.isEmpty, "a store of sounds must have one at least; received no files")
    let form = try spectrogram ?? Self.commonForm(of: files)
    let transform = LogMelTransform(form)
    self.spectrogram = form
    self.cache = try RecordCache(
      files, recordSize: 4 * form.bands * form.frames, content: "\(form.description)",
      folder: cache, progress: progress
    ) { url, target in
      try transform.picture(of: SoundFile.read(url)).withUnsafeBytes { target.copyMemory(from: $0) }
    }
  }

  /// The values of a picture, `Float` in the machine's order, row after row, valid as long as the
  /// store is.
  ///
  /// - Precondition: `index` is in `0..<count`.
  package func values(of index: Int) -> UnsafeRawBufferPointer { cache.record(at: index) }

  private static func commonForm(of files: [URL]) throws -> LogMelSpectrogram {
    let sampled = min(files.count, 1_000)
    let lengths = try (0..<sampled).map { index in
      try SoundFile.length(of: files[index * files.count / sampled])
    }
    return .standard(
      rates: lengths.map(\.sampleRate),
      durations: lengths.map { Double($0.frames) / Double($0.sampleRate) })
  }
}
