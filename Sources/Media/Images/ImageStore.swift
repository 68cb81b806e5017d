internal import DataFiles
package import Foundation

/// Pictures of one size, decoded once into a file that is then mapped into memory.
///
/// The file lies in a folder of the caller's and is named by a digest of the pictures' paths, sizes
/// and times of change and of the common size; where it is there, no picture is read again. It is
/// written under another name and renamed when it is whole. Since it is mapped, pictures may exceed the
/// memory.
package final class ImageStore: Sendable {
  /// The size of every picture.
  package let size: ImageSize
  /// The number of pictures.
  package let count: Int
  /// The file that holds them.
  package let file: URL

  private let mapping: MappedFile

  /// Opens the pictures of `folder`, decoding them first if `cache` does not hold them.
  ///
  /// Without a `size` it is ``ImageSize/common(to:count:)`` of up to 1,000 pictures, evenly spread over
  /// the list. The ratio of a picture's sides is not kept. `progress` is told the number of decoded
  /// pictures and of all, from one thread at a time.
  ///
  /// - Throws: ``DataFileError`` that names the first picture that cannot be read, or says how much
  ///   room the cache needs when the disk has not that much; then nothing is left behind.
  package convenience init(
    _ folder: LabelledFolder, size: ImageSize? = nil, cache: URL,
    progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws {
    let files = folder.entries.map { folder.folder.appendingPathComponent($0.path) }
    try self.init(files, size: size, cache: cache, progress: progress)
  }

  /// Opens the pictures in `files`, in this order; see ``init(_:size:cache:progress:)``.
  ///
  /// - Precondition: there is a file.
  package init(
    _ files: [URL], size: ImageSize? = nil, cache: URL,
    progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws {
    precondition(!files.isEmpty, "a store of pictures must have one at least; received no files")
    let size = try size ?? Self.commonSize(of: files)
    let writer = try ImageStoreWriter(files: files, size: size, folder: cache)
    if let mapping = writer.existing() {
      progress(files.count, files.count)
      self.mapping = mapping
    } else {
      try writer.write(progress: progress)
      mapping = try MappedFile(writer.file)
    }
    self.size = size
    count = files.count
    file = writer.file
  }

  /// The pixels of a picture, channel after channel, valid as long as the store is.
  ///
  /// - Precondition: `index` is in `0..<count`.
  package func pixels(of index: Int) -> UnsafeRawBufferPointer {
    precondition(
      (0..<count).contains(index), "a picture must be in 0..<\(count); received \(index)")
    let start = ImageStoreWriter.headerSize + index * size.byteCount
    return UnsafeRawBufferPointer(rebasing: mapping.bytes[start..<start + size.byteCount])
  }

  /// A picture.
  ///
  /// - Precondition: `index` is in `0..<count`.
  package func image(at index: Int) -> Image {
    Image(
      channels: size.channels, height: size.height, width: size.width,
      pixels: [UInt8](pixels(of: index)))
  }

  private static func commonSize(of files: [URL]) throws -> ImageSize {
    let sampled = min(files.count, 1_000)
    let sizes = try (0..<sampled).map { index in
      let url = files[index * files.count / sampled]
      let header = try ImageFile(contentsOf: url)
      return ImageSize(channels: header.channels, height: header.height, width: header.width)
    }
    return .common(to: sizes, count: files.count)
  }
}
