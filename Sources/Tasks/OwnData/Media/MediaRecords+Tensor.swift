package import Foundation
internal import Media
package import Torch
internal import Training

extension ImagesRecord {
  /// The pictures of `files` as a model receives them, n × channels × height × width.
  ///
  /// - Throws: `DataFileError` for a picture that cannot be read.
  package func tensor(_ files: [URL]) throws -> Tensor {
    let pictures = try DecodedPictures(files, size)
    return try PictureDataset(
      pictures, at: Array(files.indices), labels: [Int64](repeating: 0, count: files.count), self
    ).batch(ArraySlice(files.indices.map(Int64.init))).input
  }
}

extension SoundsRecord {
  /// The recordings of `files` as a model receives them, n × 1 × bands × frames.
  ///
  /// - Throws: `DataFileError` for a recording that cannot be read.
  package func tensor(_ files: [URL]) throws -> Tensor {
    let values = try files.flatMap { spectrogram.picture(of: try SoundFile.read($0)) }
    return try Tensor(values, shape: [files.count, 1, spectrogram.bands, spectrogram.frames])
  }
}

/// A few pictures in memory.
private struct DecodedPictures: PictureSource, @unchecked Sendable {  // its bytes never change
  let count: Int
  let size: ImageSize
  private let bytes: NSData

  init(_ files: [URL], _ size: ImageSize) throws {
    var all = Data()
    for file in files {
      all.append(contentsOf: try ImageFile(contentsOf: file).decoded(fitting: size).pixels)
    }
    (count, self.size, bytes) = (files.count, size, all as NSData)
  }

  func pixels(of index: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: bytes.bytes + index * size.byteCount, count: size.byteCount)
  }
}
