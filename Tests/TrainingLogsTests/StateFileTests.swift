import Foundation
import Testing
import TrainingLogs

/// Files that Python 3.11 and its `pickle` and `zipfile` made.
@Suite struct StateFileTests {
  static let archive = """
    UEsDBBQAAAAAAFlcfl1zdDl+3QAAAN0AAAAQAAAAYXJjaGl2ZS9kYXRhLnBrbIACfXEAKFgFAAAAVF9tYXhxAUtkWAcAAABldGFfbWlucQJH
    Pxo24uscQy1YCAAAAGJhc2VfbHJzcQNdcQRHP7mZmZmZmZphWAoAAABsYXN0X2Vwb2NocQVLA1gIAAAAX2xhc3RfbHJxBl1xB0c/uYsSbdEB
    pmFYCwAAAF9pc19pbml0aWFscQiJWAQAAABub25lcQlOWAMAAABiaWdxCooGAAAAAAABWAMAAABuZWdxC0r7////WAYAAABuZXN0ZWRxDEsB
    SwJ9cQ1YAQAAAGFxDl1xD4hhc4dxEHUuUEsDBBQAAAAAAFlcfl3RnmdVAgAAAAIAAAAPAAAAYXJjaGl2ZS92ZXJzaW9uMwpQSwECFAMUAAAA
    AABZXH5dc3Q5ft0AAADdAAAAEAAAAAAAAAAAAAAAgAEAAAAAYXJjaGl2ZS9kYXRhLnBrbFBLAQIUAxQAAAAAAFlcfl3RnmdVAgAAAAIAAAAP
    AAAAAAAAAAAAAACAAQsBAABhcmNoaXZlL3ZlcnNpb25QSwUGAAAAAAIAAgB7AAAAOgEAAAAA
    """

  static func bytes(_ base64: String) -> [UInt8] {
    Array(Data(base64Encoded: base64.replacing("\n", with: "")) ?? Data())
  }

  private func document(_ bytes: [UInt8]) throws -> LogDocument {
    guard case .document(let document, _) = try TrainingFile(LogFile(bytes, name: "scheduler.pt"))
    else { throw LogError(file: "", "a document", received: "a log") }
    return document
  }

  @Test func `an archive as torch.save writes it has its values`() throws {
    let state = try document(Self.bytes(Self.archive))
    #expect(state["T_max"]?.number == 100 && state["eta_min"]?.number == 1e-4)
    #expect(state["_last_lr"]?.numbers == [0.09977832013192386])
    #expect(state["_is_initial"]?.flag == false && state["none"] == .null)
    // 2⁴⁰
    #expect(state["big"]?.number == 1_099_511_627_776 && state["neg"]?.number == -5)
    #expect(state["nested"]?.array?[2]["a"]?.array == [.flag(true)])
  }

  @Test func `a pickle alone has its values, and a counter is a dictionary`() throws {
    let state = try document(
      Self.bytes(
        "gASVZAAAAAAAAAB9lCiMCm1pbGVzdG9uZXOUjAtjb2xsZWN0aW9uc5SMB0NvdW50ZXKUk5R9lChLHksBS1BLAnWFlFKUjAVn"
          + "YW1tYZRHP7mZmZmZmZqMCGJhc2VfbHJzlF2URz+5mZmZmZmaYXUu"))
    #expect(state["milestones"]?.keys == ["30", "80"])
    #expect(state["milestones"]?["80"]?.number == 2)
  }

  @Test func `a pickle that would run something is refused, and nothing is run`() {
    let error = #expect(throws: LogError.self) {
      // exec("open('x','w')")
      try document(
        Self.bytes("gAJjX19idWlsdGluX18KZXhlYwpxAFgNAAAAb3BlbigneCcsJ3cnKXEBhXECUnEDLg=="))
    }
    #expect(error?.received == "a call of __builtin__.exec, which is not made")
    #expect(!FileManager.default.fileExists(atPath: "x"))
  }

  @Test(arguments: [TorchFile.archive, TorchFile.older])
  func `tensors of one number are numbers, whatever their type`(file: String) throws {
    let state = try document(Self.bytes(file))
    // 0.1 as float32
    #expect(state["base_lrs"]?.numbers == [0.10000000149011612])
    #expect(state["_last_lr"]?.numbers == [0.05])
    #expect(state["last_epoch"]?.number == 7 && state["T_max"]?.number == 100)
    #expect(state["half"]?.number == 0.5 && state["int"]?.number == 3)
    // the third of four
    #expect(state["view"]?.number == 2)
    #expect(state["weight"]?.text == "a tensor of 6")
  }

  @Test func `the tensors of a file that is cut off are missing, and the rest is there`() throws {
    let state = try document(Array(Self.bytes(TorchFile.older).dropLast(100)))
    #expect(state["T_max"]?.number == 100)
    #expect(state["view"] == .null)
  }

  @Test(arguments: [
    // marks, copies of what is on top, and memos without end
    [UInt8](repeating: 0x28, count: 1 << 21), [0x4E] + [UInt8](repeating: 0x32, count: 1 << 21),
    [0x4E] + [UInt8](repeating: 0x94, count: 1 << 21),
  ])
  func `a short pickle that asks for much memory is refused`(instructions: [UInt8]) {
    let error = #expect(throws: LogError.self) { try document([0x80, 4] + instructions + [0x2E]) }
    #expect(error?.received == "more than a million values")
  }

  @Test func `a long list is not copied again and again`() {
    // l = (None,) * 1000; then list(l) for 2000 times
    var bytes = Array("\u{80}\u{02}".unicodeScalars.map { UInt8($0.value) })
    bytes += [0x28] + [UInt8](repeating: 0x4E, count: 1000) + [0x74, 0x71, 0]
    for _ in 0..<2000 { bytes += Array("cbuiltins\nlist\n".utf8) + [0x68, 0, 0x85, 0x52] }
    let error = #expect(throws: LogError.self) { try document(bytes + [0x2E]) }
    #expect(error?.received == "more than a million values")
  }

  @Test func `lists that hold each other without end are refused`() {
    let deep =
      [0x80, 2] + [UInt8](repeating: 0x5D, count: 200_000)
      + [UInt8](repeating: 0x61, count: 199_999) + [0x2E]
    #expect(throws: LogError.self) { try document(deep) }
    // l = []; l.append(l)
    #expect(throws: LogError.self) { try document([0x80, 2, 0x5D, 0x71, 0, 0x68, 0, 0x61, 0x2E]) }
    // each list holds the one before twice: 2⁶⁰ values
    var bomb: [UInt8] = [0x80, 2, 0x5D]
    for _ in 0..<60 { bomb += [0x32, 0x86] }
    #expect(throws: LogError.self) { try document(bomb + [0x2E]) }
  }

  @Test(arguments: [
    // a text of 4 GB − 1
    [0x80, 2, 0x58, 0xFF, 0xFF, 0xFF, 0xFF, 0x2E] as [UInt8],
    // bytes of 2⁶³
    [0x80, 4, 0x8E, 0, 0, 0, 0, 0, 0, 0, 0x80, 0x2E], [0x80, 2], [0x80, 2, 0x2E],
    [0x80, 2, 0x75, 0x2E], [0x80, 2, 0x4E, 0x81, 0x2E], [0x50, 0x4B, 3, 4],
  ])
  func `what is cut off, or promises more than it has, is refused`(bytes: [UInt8]) {
    #expect(throws: LogError.self) { try document(bytes) }
  }

  @Test func `a member that promises gigabytes is not unpacked`() {
    var bytes = Self.bytes(Self.archive)
    // the size that the directory gives; the directory begins at byte 314
    let directory = 314
    for place in directory + 24..<directory + 28 { bytes[place] = 0x7F }
    let error = #expect(throws: LogError.self) { try document(bytes) }
    #expect(error?.requirement == "'data.pkl' must be whole and have at most 32 MiB")
  }
}
