import DataFiles
import Foundation
import Media
import Testing

@Suite struct IDXPairTests {
  private func images(_ count: UInt8) -> Data {
    Data([0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 2, 0, 0, 0, 1]) + Data(0..<2 * count)
  }
  private func labels(_ count: UInt8) -> Data {
    Data([0, 0, 8, 1, 0, 0, 0, count]) + Data(0..<count)
  }

  @Test func `pairs are found by their names, those for testing last`() throws {
    let folder = try TemporaryFolder()
    try folder.write("t10k-images-idx3-ubyte", images(2))
    try folder.write("t10k-labels-idx1-ubyte", labels(2))
    try folder.write("train-images.idx3-ubyte", images(3))
    try folder.write("train-labels.idx1-ubyte", labels(3))
    try folder.write("readme.txt")
    let pairs = try IDXPair.pairs(in: folder.url)
    #expect(pairs.map(\.name) == ["train", "t10k"])
    #expect(pairs.map(\.isHeldOut) == [false, true])
    let contents = try pairs[0].contents()
    #expect(contents.images.shape == [3, 2, 1])
    #expect(try contents.labels.bytes() == [0, 1, 2])
  }

  @Test func `the last word of a name says what it is for`() throws {
    let folder = try TemporaryFolder()
    for name in ["emnist-letters-test", "emnist-letters-train"] {
      try folder.write("\(name)-images-idx3-ubyte", images(2))
      try folder.write("\(name)-labels-idx1-ubyte", labels(2))
    }
    let pairs = try IDXPair.pairs(in: folder.url)
    #expect(pairs.map(\.name) == ["emnist-letters-train", "emnist-letters-test"])
    #expect(pairs.map(\.isHeldOut) == [false, true])
  }

  @Test func `a folder of other files has none`() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.png")
    #expect(try IDXPair.pairs(in: folder.url).isEmpty)
  }

  @Test func `images without labels, and other numbers of them, are refused`() throws {
    let folder = try TemporaryFolder()
    try folder.write("a-images-idx3-ubyte", images(3))
    #expect(
      message(in: folder.url) { _ = try IDXPair.pairs(in: folder.url) }
        == "a-labels-idx1-ubyte: the labels of 'a' must be beside it; received no such file")
    try folder.write("a-labels-idx1-ubyte", labels(2))
    #expect(
      message(in: folder.url) { _ = try IDXPair.pairs(in: folder.url)[0].contents() }
        == "a-labels-idx1-ubyte: there must be a label for each of the 3 images; "
        + "received the shape [2]")
  }
}
