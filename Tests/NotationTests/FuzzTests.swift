import Notation
import Testing

@Suite struct FuzzTests {
  /// Parses, and asks the error or the value for everything it can say.
  private func digest(_ text: String) {
    do {
      let expression = try NotationExpression(parsing: text)
      let printed = expression.description
      guard printed.utf8.count <= NotationExpression.maximumLength else { return }
      #expect((try? NotationExpression(parsing: printed)) == expression, "\(text.prefix(200))")
    } catch let error as NotationError {
      #expect(!error.summary.isEmpty)
      #expect(error.column >= 1 && error.line >= 1)
      #expect(error.description.split(separator: "\n").count >= 2)
    } catch {
      Issue.record("another error: \(error)")
    }
  }

  @Test func `random bytes never crash the parser`() {
    var random = SplitMix64(state: 4)
    for _ in 0..<3_000 {
      let count = Int.random(in: 0...40, using: &random)
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      digest(String(decoding: bytes, as: UTF8.self))
    }
  }

  @Test func `random words of the grammar never crash the parser`() {
    let words = [
      "(", ")", "[", "]", ",", ":", ".", "...", "..<", "-", "5", "1e4", "5%", "2ep", "a", "f(",
      "true", "\"s\"", "\"", "\\", " ", "\n", "\r\n", "é", "1.", "e", "_", "0x", "\u{0}",
    ]
    var random = SplitMix64(state: 5)
    for _ in 0..<5_000 {
      let count = Int.random(in: 0...20, using: &random)
      digest((0..<count).map { _ in words.randomElement(using: &random)! }.joined())
    }
  }

  @Test func `mutations of good texts never crash the parser`() {
    let seeds = [
      "cosine(from: 3e-4, to: 3e-5, over: 95%).warmup(5%)", "log(1e-5 ... 1e-1)",
      #"["head": constant(1e-3), body: linear(from: 1, to: 0)]"#, "adamw(beta2: 0.95, \"x\")",
    ]
    var random = SplitMix64(state: 6)
    for _ in 0..<5_000 {
      var bytes = Array(seeds.randomElement(using: &random)!.utf8)
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let index = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.insert(bytes.randomElement(using: &random)!, at: index)
        default: if bytes.count > 1 { bytes.remove(at: index) }
        }
      }
      digest(String(decoding: bytes, as: UTF8.self))
    }
  }

  @Test func `the largest texts are read in well under a second`() {
    let half = NotationExpression.maximumLength / 2
    let texts = [
      String(repeating: "(", count: 2 * half), String(repeating: "1,", count: half),
      "[" + String(repeating: "1,", count: half - 1) + "]",
      "f(" + String(repeating: "a,", count: half - 2) + ")", String(repeating: "é", count: half),
      "\"" + String(repeating: "\\\\", count: half - 1) + "\"",
      String(repeating: "a", count: 2 * half), String(repeating: "\n", count: 2 * half),
      String(repeating: "1_", count: half),
      "[" + (0..<8_000).map { "\($0): 1" }.joined(separator: ",").prefix(2 * half - 9) + "]",
    ]
    let time = ContinuousClock().measure { texts.forEach(digest) }
    #expect(time < .seconds(10))
  }
}
