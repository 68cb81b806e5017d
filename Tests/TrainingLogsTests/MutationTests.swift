import Foundation
import GRDB
import Testing
import TrainingLogs

/// Twenty thousand damaged files for each reader: each is read or refused, and none ends the process.
@Suite struct MutationTests {
  private static let table = Array(
    "epoch, \"x/lr0\",lr\r\n0,0.1,1e-3\n1,NA,2e-3\n2,,\n\n3,1e-3,nan\n".utf8)
  private static let json = Array(
    #"{"log_history": [{"step": 10, "lr": 0.1, "a": [1, {"b": "\u00e4"}]}, NaN], "max_steps": 30}"#
      .utf8
  )
  private static let lines = Array(
    "{\"iter\": 1, \"lr\": [0.1]}\n{\"iter\": 2, \"lr\": 0.2}\n".utf8)
  private static let text = Array("step 1/9 | loss 1.5e+00 | lr 3e-4\nstep 2/9 | lr 3e-4\n".utf8)
  private static let yaml = Array("a: 1e-4\nb: [1, {c: d}]\ne: &x\n  - f\ng: *x\nh: |\n  i\n".utf8)
  private static let events =
    EventFile.simple(0, "lr", 0.5) + EventFile.tensor(1, "lr", 0.25) + EventFile.simple(2, "x", 1)
  private static let pickle = StateFileTests.bytes(
    "gASVZAAAAAAAAAB9lCiMCm1pbGVzdG9uZXOUjAtjb2xsZWN0aW9uc5SMB0NvdW50ZXKUk5R9lChLHksBS1BLAnWFlFKUjAVn"
      + "YW1tYZRHP7mZmZmZmZqMCGJhc2VfbHJzlF2URz+5mZmZmZmaYXUu")

  private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      var value = state
      value = (value ^ (value >> 33)) &* 0xFF51_AFD7_ED55_8CCD
      return value ^ (value >> 33)
    }
  }

  private static func mutated(_ bytes: [UInt8], _ generator: inout Generator) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      guard !bytes.isEmpty else { return bytes }
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      let byte = UInt8.random(in: 0...255, using: &generator)
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: bytes[place] = byte
      case 1: bytes[place] ^= 1 << (byte & 7)
      case 2: bytes.remove(at: place)
      case 3: bytes.insert(byte, at: place)
      case 4: bytes.removeSubrange(place...)
      default:
        let end = Int.random(in: place...min(place + 20, bytes.count), using: &generator)
        bytes.insert(contentsOf: bytes[place..<end], at: place)
      }
    }
    return bytes
  }

  @Test(arguments: [
    ("table", table), ("json", json), ("jsonl", lines), ("text", text), ("a.yaml", yaml),
    ("events.out.tfevents.1", events), ("state.pt", pickle),
    ("archive.pt", StateFileTests.bytes(StateFileTests.archive)),
  ])
  func `damaged files are read or refused`(name: String, bytes: [UInt8]) {
    var generator = Generator(state: UInt64(name.utf8.count))
    var outcomes = [0, 0]
    for _ in 0..<20_000 {
      let damaged = Self.mutated(bytes, &generator)
      do {
        _ = try TrainingFile(LogFile(damaged, name: name))
        outcomes[0] += 1
      } catch is LogError { outcomes[1] += 1 } catch {
        Issue.record("\(error) of \(damaged)")
      }
    }
    #expect(outcomes[0] > 0 && outcomes[1] > 0, "\(outcomes)")
  }

  @Test func `a damaged database is read or refused`() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(
      "\(UUID().uuidString).db"
    ).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let queue = try DatabaseQueue(path: path)
    try queue.write { database in
      try database.execute(
        sql:
          "PRAGMA page_size = 512; CREATE TABLE metrics (run_name TEXT, step INTEGER, metrics TEXT)"
      )
      try database.execute(sql: #"INSERT INTO metrics VALUES ('r', 1, '{"lr": 1}')"#)
    }
    try queue.close()
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    var generator = Generator(state: 9)
    // opening a file takes a millisecond, and SQLite is tested by its makers
    for _ in 0..<500 {
      try Data(Self.mutated(bytes, &generator)).write(to: URL(fileURLWithPath: path))
      do { _ = try TrainingFile(LogFile(path: path)) } catch is LogError {}
    }
  }
}
