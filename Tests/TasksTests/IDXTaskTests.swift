import DataFiles
import Foundation
import Tasks
import Testing
import Training

/// Pictures of a user in IDX files.
@Suite struct IDXTaskTests {
  private let folder = OwnDataFolder()

  /// `count` pictures of 8 × 8 in two classes.
  private func write(_ name: String, _ count: UInt8) throws {
    let images =
      Data([0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 8, 0, 0, 0, 8])
      + Data(repeating: 7, count: 64 * Int(count))
    let labels = Data([0, 0, 8, 1, 0, 0, 0, count]) + Data((0..<count).map { $0 % 2 })
    for (ending, data) in [("images-idx3-ubyte", images), ("labels-idx1-ubyte", labels)] {
      let path = try folder.write("\(name)-\(ending)")
      try data.write(to: URL(fileURLWithPath: path))
    }
  }

  private func data(_ arguments: String = "") async throws -> TrainingTask.TaskData {
    let text = folder.placed("images(\"FOLDER/own\"\(arguments), model: linear)")
    return try await TaskCatalogue.standard.task(text).load(0, DataSource())
  }

  private func fault(_ arguments: String = "") async -> String {
    do { _ = try await data(arguments) } catch { return "\(error)" }
    return ""
  }

  @Test func `a pair for testing, or that of another folder, is held out`() async throws {
    try write("own/letters-train", 20)
    try write("own/letters-test", 6)
    try write("other/some", 9)
    let own = try await data()
    #expect(own.training.exampleCount == 20 && own.validation.count == 6)
    let other = try await data(", heldOut: \"FOLDER/other\"")
    #expect(other.training.exampleCount == 20 && other.validation.count == 9)
  }

  @Test func `what IDX files cannot do is refused`() async throws {
    try write("own/a", 20)
    #expect(await fault(", side: 16").hasSuffix("keep their size; received a side of 16"))
    try write("own/b", 20)
    #expect(
      await fault().hasSuffix(
        "there must be one pair of IDX files to train on, and at most one called test; received a, b"
      ))
  }
}
