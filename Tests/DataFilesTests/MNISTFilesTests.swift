import DataFiles
import Foundation
import Testing

@Suite struct MNISTFilesTests {
  @Test func `every file has two mirrors and lies in its own folder`() {
    #expect(MNISTFiles.all.count == 4)
    for file in MNISTFiles.all {
      #expect(file.path.hasPrefix("mnist/") && file.path.hasSuffix("-ubyte.gz"))
      #expect(file.mirrors.count == 2)
      #expect(file.mirrors.allSatisfy { $0.path.hasSuffix("/\(file.path)") })
      #expect(file.sha256.count == 64)
    }
    #expect(MNISTFiles.testLabels.decompressedPath == "mnist/t10k-labels-idx1-ubyte")
  }

  private static let hasData = ProcessInfo.processInfo.environment["ANNEAL_DATA"].map {
    FileManager.default.fileExists(atPath: $0 + "/mnist")
  }

  @Test(.enabled(if: hasData == true, "ANNEAL_DATA names no folder with mnist"))
  func `the real files are read`() async throws {
    let images = try IDXFile(
      try await DataCache().contents(of: MNISTFiles.trainingImages), file: "images")
    #expect(images.shape == [60_000, 28, 28])
    let labels = try IDXFile(
      try await DataCache().contents(of: MNISTFiles.testLabels), file: "labels")
    // The first ten test labels, as every reader of MNIST prints them.
    #expect(try labels.bytes().prefix(10) == [7, 2, 1, 0, 4, 1, 4, 9, 5, 9])
  }
}
