import Testing
import TrainingLogs

@Suite struct YAMLReaderTests {
  private func document(_ text: String) throws -> LogDocument {
    guard case .document(let found, _) = try TrainingFile(LogFile(Array(text.utf8), name: "a.yaml"))
    else { throw LogError(file: "", "a document", received: "a log") }
    return found
  }

  @Test func `plain values are numbers, flags and nothing`() throws {
    let found = try document(
      "lr: 1e-4\nname: '1e-4'\nbf16: yes\nnone: ~\nlist: [1, 2.5]\na:\n  b: .inf\n")
    let nested = "a: " + String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
    #expect(try document(nested)["a"]?.array != nil)
    #expect(found["lr"]?.number == 1e-4 && found["name"]?.text == "1e-4")
    #expect(found["bf16"]?.flag == true && found["none"] == .null)
    #expect(found["list"]?.numbers == [1, 2.5] && found["a"]?["b"]?.number == .infinity)
  }

  @Test(arguments: [
    String(repeating: "[", count: 10_000), String(repeating: "- ", count: 5_000) + "a",
    "a: [b\n", "a: " + String(repeating: "[", count: 51) + String(repeating: "]", count: 51),
    "a: &x [1,1,1,1,1,1,1,1,1]\nb: &y [*x,*x,*x,*x,*x,*x,*x,*x,*x]\n"
      + "c: &z [*y,*y,*y,*y,*y,*y,*y,*y,*y]\nd: &u [*z,*z,*z,*z,*z,*z,*z,*z,*z]\n"
      + "e: &v [*u,*u,*u,*u,*u,*u,*u,*u,*u]\nf: &w [*v,*v,*v,*v,*v,*v,*v,*v,*v]\n",
  ])
  func `what lies too deep, or says too much, is refused`(text: String) {
    #expect(throws: LogError.self) { try document(text) }
  }
}
