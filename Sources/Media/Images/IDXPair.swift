package import DataFiles
package import Foundation

/// Two IDX files that belong together: images and their labels, as MNIST has them.
///
/// They are found by their names, `NAME-images-idx3-ubyte` and `NAME-labels-idx1-ubyte` (or with a
/// dot before `idx`), compressed with the ending `.gz` or not.
package struct IDXPair: Sendable, Hashable {
  /// What the names start with, such as `train` or `t10k`.
  package let name: String
  /// The file of images, of shape count × height × width (or with channels after the count).
  package let images: URL
  /// The file of labels, of shape count.
  package let labels: URL

  /// Whether the last word of the name says that the pair is for testing: `t10k`, `test`, `val` or
  /// `validation`, as in `emnist-letters-test`.
  package var isHeldOut: Bool {
    let last = name.lowercased().split { "-_.".contains($0) }.last ?? ""
    return ["t10k", "test", "val", "validation"].contains(last)
  }

  /// The pairs in `folder`, those for testing last; none where there are no such files.
  ///
  /// - Throws: ``DataFileError`` when the folder cannot be read, or images have no labels.
  package static func pairs(in folder: URL) throws -> [IDXPair] {
    let names: [String]
    do { names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() } catch {
      throw DataFileError.refused(folder, "the folder must be readable", error)
    }
    var pairs: [IDXPair] = []
    for name in names {
      guard let match = name.wholeMatch(of: /(.+)-images[-.]idx[34]-ubyte(\.gz)?/) else { continue }
      let prefix = String(match.1)
      // The same file may be there twice, compressed and not.
      if pairs.contains(where: { $0.name == prefix }) { continue }
      let wanted = ["-labels-idx1-ubyte", "-labels.idx1-ubyte"].flatMap {
        [prefix + $0, prefix + $0 + ".gz"]
      }
      guard let labels = wanted.first(where: names.contains) else {
        throw DataFileError(
          .missing, file: folder.appendingPathComponent(wanted[0]).path,
          requirement: "the labels of '\(prefix)' must be beside it", received: "no such file")
      }
      pairs.append(
        IDXPair(
          name: prefix, images: folder.appendingPathComponent(name),
          labels: folder.appendingPathComponent(labels)))
    }
    return pairs.filter { !$0.isHeldOut } + pairs.filter(\.isHeldOut)
  }

  /// Reads both files.
  ///
  /// - Throws: ``DataFileError`` when one cannot be read or is damaged, they are not of unsigned
  ///   bytes, or do not have as many labels as images.
  package func contents() throws -> (images: IDXFile, labels: IDXFile) {
    let (images, labels) = (try Self.read(self.images), try Self.read(self.labels))
    func fault(_ file: URL, _ requirement: String, _ received: String) -> DataFileError {
      DataFileError(file: file.path, requirement: requirement, received: received)
    }
    guard (3...4).contains(images.shape.count), images.count > 0 else {
      throw fault(
        self.images, "images must have a shape of count × height × width, none of them 0",
        "\(images.shape)")
    }
    guard labels.shape == [images.shape[0]] else {
      throw fault(
        self.labels, "there must be a label for each of the \(images.shape[0]) images",
        "the shape \(labels.shape)")
    }
    return (images, labels)
  }

  private static func read(_ url: URL) throws -> IDXFile {
    var data: Data
    do { data = try Data(contentsOf: url, options: .mappedIfSafe) } catch {
      throw DataFileError.refused(url, "the file must be readable", error)
    }
    if Gzip.isCompressed(data) {
      data = try Gzip.inflate(data, file: url.path, maximumSize: 4 << 30)
    }
    let file = try IDXFile(data, file: url.path)
    guard file.elementType == .uint8 else {
      throw DataFileError(
        file: url.path, requirement: "the elements must be of type uint8",
        received: "\(file.elementType)")
    }
    return file
  }
}
