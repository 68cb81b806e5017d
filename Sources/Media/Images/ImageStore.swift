package import Foundation

/// Pictures of one size, decoded once into a file that is then mapped into memory.
///
/// The file lies in a folder of the caller's; a later store of the same pictures in the same size
/// takes it as it is. A picture that was changed, by its size or time, is decoded again. Since the
/// file is mapped, pictures may exceed the memory.
package struct ImageStore: Sendable {
  /// The size of every picture.
  package let size: ImageSize
  /// The number of pictures.
  package var count: Int { cache.count }
  /// The file that holds them.
  package var file: URL { cache.file }

  private let cache: RecordCache

  /// Opens the pictures of `folder`, decoding them first, on all cores, if `cache` does not hold
  /// them.
  ///
  /// Without a `size` it is ``ImageSize/common(to:count:)`` of up to 1,000 pictures, evenly spread
  /// over the list. The ratio of a picture's sides is not kept. `progress` is told the number of
  /// decoded pictures and of all.
  ///
  /// - Throws: `DataFileError` that names the first picture that cannot be read, or says how much
  ///   room the cache needs when the disk has not that much; then nothing is left behind.
  package init(
    _ folder: LabelledFolder, size: ImageSize? = nil, cache: URL,
    progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws {
    try self.init(folder.files, size: size, cache: cache, progress: progress)
  }

  /// Opens the pictures in `files`, in this order; see ``init(_:size:cache:progress:)``. With a `side`
  /// they are squares of that side.
  ///
  /// - Precondition: there is a file.
  package init(
    _ files: [URL], size: ImageSize? = nil, side: Int? = nil, cache: URL,
    progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws {
    precondition(!files.isEmpty, "a store of pictures must have one at least; received no files")
    let size = try size ?? Self.commonSize(of: files, side: side)
    self.size = size
    self.cache = try RecordCache(
      files, recordSize: size.byteCount,
      content: "pictures of \(size.channels) × \(size.height) × \(size.width) bytes",
      folder: cache, progress: progress
    ) { url, target in
      try ImageFile(contentsOf: url).decoded(fitting: size).pixels.withUnsafeBytes {
        target.copyMemory(from: $0)
      }
    }
  }

  /// The pixels of a picture, channel after channel, valid as long as the store is.
  ///
  /// - Precondition: `index` is in `0..<count`.
  package func pixels(of index: Int) -> UnsafeRawBufferPointer { cache.record(at: index) }

  /// A picture.
  ///
  /// - Precondition: `index` is in `0..<count`.
  package func image(at index: Int) -> Image {
    Image(
      channels: size.channels, height: size.height, width: size.width,
      pixels: [UInt8](pixels(of: index)))
  }

  private static func commonSize(of files: [URL], side: Int?) throws -> ImageSize {
    let sampled = min(files.count, 1_000)
    let sizes = try (0..<sampled).map { index in
      let header = try ImageFile(contentsOf: files[index * files.count / sampled])
      return ImageSize(channels: header.channels, height: header.height, width: header.width)
    }
    let common = ImageSize.common(to: sizes, count: files.count)
    return side.map { ImageSize(channels: common.channels, height: $0, width: $0) } ?? common
  }
}
