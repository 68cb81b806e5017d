package import DataFiles
internal import Foundation
package import Media

/// Pictures of one size as bytes, with or without classes.
package protocol PictureSource: Sendable {
  /// The number of pictures.
  var count: Int { get }
  /// The size of every picture.
  var size: ImageSize { get }
  /// The bytes of a picture, channel after channel.
  func pixels(of index: Int) -> UnsafeRawBufferPointer
}

extension ImageStore: PictureSource {}

/// The pictures of an IDX file, which is kept in memory.
package struct IDXPictures: PictureSource, @unchecked Sendable {  // its bytes never change
  /// The number of pictures.
  package let count: Int
  /// The size of every picture.
  package let size: ImageSize
  // NSData, since the bytes of a Data are valid only inside a closure.
  private let bytes: NSData

  /// The pictures of `files`, one after the other, each of shape count × height × width.
  ///
  /// - Throws: `DataFileError` for another shape, elements that are not bytes, or pictures of
  ///   different sizes.
  /// - Precondition: at least one file.
  package init(_ files: [(contents: IDXFile, path: String)]) throws {
    var (all, count) = (Data(), 0)
    let first = files[0].contents.shape
    for (file, path) in files {
      let shape = file.shape
      guard shape.count == 3, shape.allSatisfy({ $0 > 0 }), shape.dropFirst() == first.dropFirst()
      else {
        throw DataFileError(
          file: path, requirement: "pictures must be count × height × width bytes of one size",
          received: "\(shape)")
      }
      all.append(contentsOf: try file.bytes())
      count += shape[0]
    }
    self.count = count
    size = ImageSize(channels: 1, height: first[1], width: first[2])
    bytes = all as NSData
  }

  /// The bytes of a picture.
  package func pixels(of index: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(
      start: bytes.bytes + index * size.byteCount, count: size.byteCount)
  }
}
