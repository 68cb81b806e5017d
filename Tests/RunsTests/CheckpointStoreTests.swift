import Foundation
import Runs
import Testing

@Suite struct CheckpointStoreTests {
  struct State: Codable, Equatable {
    var seed: UInt64
    var rate: Double
  }

  private let folder = try! TemporaryFolder()
  private let state = State(seed: .max - 1, rate: 0.1 + 0.2)
  private let files = [
    "weights.safetensors": Data((0..<100).map { UInt8($0) }),
    "optimizer.safetensors": Data("velocity".utf8),
  ]

  private func store(keeping count: Int = 2) -> CheckpointStore {
    CheckpointStore(folder: folder.url.appendingPathComponent("digits-1"), keeping: count)
  }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: store().folder.path).sorted()
  }

  @Test func `what was written is read again, to the last bit`() throws {
    try store().write(step: 123, state: state, files: files)
    let checkpoint = try store().load(123, as: State.self)
    #expect(checkpoint.state == state)
    #expect(checkpoint.files == files)
    #expect(checkpoint.step == 123)
    #expect(try names() == ["step-00000123"])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: store().location(of: 123).path).sorted()
        == ["optimizer.safetensors", "state.json", "state.sha256", "weights.safetensors"])
  }

  @Test func `state that is not finite is kept`() throws {
    try store().write(step: 0, state: ["best": Double.infinity], files: [:])
    #expect(try store().load(0, as: [String: Double].self).state == ["best": .infinity])
  }

  @Test func `the latest ones stay`() throws {
    #expect(try store().latest() == nil)
    for step in [5, 10, 123_456_789] { try store().write(step: step, state: 0, files: [:]) }
    #expect(try store().steps() == [10, 123_456_789])
    #expect(try store().latest() == 123_456_789)
    #expect(try names() == ["step-00000010", "step-123456789"])
    try store(keeping: 1).write(step: 11, state: 0, files: [:])
    #expect(try store().steps() == [11])
  }

  @Test func `a resumed run gives up the checkpoints after its step`() throws {
    for step in [5, 10, 15] { try store(keeping: 9).write(step: step, state: 0, files: [:]) }
    try store().rewind(to: 10)
    #expect(try store().steps() == [5, 10])
    try CheckpointStore(folder: folder.url.appendingPathComponent("none")).rewind(to: 0)
  }

  @Test func `a step that is reached again replaces its checkpoint`() throws {
    for value in 1...3 { try store().write(step: 5, state: value, files: files) }
    #expect(try store().load(5, as: Int.self).state == 3)
    #expect(try names() == ["step-00000005"])
  }

  @Test func `an unknown step is answered with the known ones`() throws {
    let none = #expect(throws: RunsError.self) { try store().load(1, as: Int.self) }
    #expect(
      none?.description
        == "\(store().folder.path): there must be a checkpoint; received none")
    for step in [5, 10] { try store().write(step: step, state: 0, files: [:]) }
    let error = #expect(throws: RunsError.self) { try store().load(7, as: Int.self) }
    #expect(
      error?.description
        == "\(store().folder.path): the step must be one of 5, 10; received 7")
  }

  @Test func `a flipped bit in any byte of any file is an error that names the file`() throws {
    try store().write(step: 5, state: state, files: files)
    let names = ["state.json", "state.sha256", "weights.safetensors", "optimizer.safetensors"]
    for name in names {
      let url = store().location(of: 5).appendingPathComponent(name)
      let intact = try Data(contentsOf: url)
      for index in intact.indices {
        var data = intact
        data[index] ^= 1 << (index % 8)
        try data.write(to: url)
        let error = #expect(throws: RunsError.self) { try store().load(5, as: State.self) }
        #expect(error?.kind == .damaged)
        // The digest of the state and the state itself vouch for each other.
        #expect(error?.description.contains(name) == true, "\(name) \(index)")
      }
      try intact.write(to: url)
    }
    #expect(try store().load(5, as: State.self).state == state)
  }

  @Test func `damage is told with both digests and the intact checkpoints`() throws {
    for step in [5, 10, 15, 20] {
      try store(keeping: 9).write(step: step, state: 0, files: ["w": Data("abc".utf8)])
    }
    let path = { (step: Int) in self.store().location(of: step).appendingPathComponent("w") }
    for step in [10, 20] { try Data("abd".utf8).write(to: path(step)) }
    let error = #expect(throws: RunsError.self) { try store().load(20, as: Int.self) }
    // The digests are those of sha256sum.
    #expect(
      error?.description == "\(path(20).path): the content must have the SHA-256 "
        + "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad that state.json states; "
        + "received a52d159f262b2c6ddb724a61840befc36eb30c88877a4030b65cbe86298449c9; "
        + "intact checkpoints before it are at step 5, 15")
    #expect(error?.intactSteps == [5, 15])
    #expect(throws: RunsError.self) { try store().verify(10) }
  }

  @Test func `a missing file and a moved folder are errors`() throws {
    try store().write(step: 5, state: 0, files: files)
    try FileManager.default.moveItem(at: store().location(of: 5), to: store().location(of: 6))
    let moved = #expect(throws: RunsError.self) { try store().load(6, as: Int.self) }
    #expect(moved?.requirement == "it must be the state at step 6, as its folder says")
    try FileManager.default.moveItem(at: store().location(of: 6), to: store().location(of: 5))
    for name in ["weights.safetensors", "state.json", "state.sha256"] {
      let url = store().location(of: 5).appendingPathComponent(name)
      try FileManager.default.removeItem(at: url)
      let error = #expect(throws: RunsError.self) { try store().load(5, as: Int.self) }
      #expect(error?.subject == url.path && error?.received == "no such file")
    }
  }

  @Test func `a folder where a file should be is an error that names it`() throws {
    try store().write(step: 5, state: 0, files: files)
    let url = try store().location(of: 5).appendingPathComponent("weights.safetensors")
    try FileManager.default.removeItem(at: url)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
    let error = #expect(throws: RunsError.self) { try store().load(5, as: Int.self) }
    #expect(error?.subject == url.path && error?.received == "a folder")
  }

  @Test func `a state of another shape is an error that names it`() throws {
    try store().write(step: 5, state: 0, files: [:])
    let error = #expect(throws: RunsError.self) { try store().load(5, as: State.self) }
    #expect(error?.requirement == "the state must be a State")
  }

  @Test(arguments: ["state.json", "state.sha256", ".hidden", "a/b", ""])
  func `a file's name must be plain and free`(name: String) {
    let error = #expect(throws: RunsError.self) {
      try store().write(step: 5, state: 0, files: [name: Data()])
    }
    #expect(error?.kind == .invalid && error?.received == "'\(name)'")
  }

  @Test func `a negative step and a count of zero are refused`() async {
    #expect(throws: RunsError.self) { try store().write(step: -1, state: 0, files: [:]) }
    await #expect(processExitsWith: .failure) {
      _ = CheckpointStore(folder: URL(fileURLWithPath: "/"), keeping: 0)
    }
  }
}
