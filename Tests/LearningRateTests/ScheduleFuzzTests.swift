import LearningRate
import Notation
import Testing

/// Text of any kind is read or refused with a place, quickly, and what is read can be used.
@Suite struct ScheduleFuzzTests {
  /// The count that the contract asks for; an unoptimized build takes a tenth.
  private let count = _isDebugAssertConfiguration() ? 10_000 : 100_000

  /// Whether the text is a schedule; what is wrong is recorded.
  private func digest(_ text: String) -> Bool {
    do {
      let schedule = try Schedule(text)
      if (try? Schedule(schedule.description)) != schedule {
        Issue.record("\(text.prefix(300)) does not read back")
      }
      guard let curve = try? schedule.resolved(steps: 64, stepsPerEpoch: 8) else { return true }
      for step in [0, 1, 31, 63, 64, Int.max] where !curve.value(at: step).isFinite {
        Issue.record("\(text.prefix(300)) is not finite at \(step)")
      }
      return true
    } catch let error as NotationError {
      if error.message.isEmpty || error.column < 1 || error.line < 1 {
        Issue.record("\(text.prefix(300)) has no place")
      }
    } catch {
      Issue.record("\(text.prefix(300)) has another error: \(error)")
    }
    return false
  }

  @Test func `random bytes`() {
    var random = SplitMix64(state: 41)
    for _ in 0..<count {
      let length = Int.random(in: 0...48, using: &random)
      let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
      _ = digest(String(decoding: bytes, as: UTF8.self))
    }
  }

  @Test func `random mutations of schedules`() {
    var random = SplitMix64(state: 42)
    let seeds = (0..<400).map { _ in Array(drawSchedule(depth: 3, &random).description.utf8) }
    let alphabet = Array("()[]:,.-%e0123456789 \"epfromto".utf8)
    var good = 0
    for _ in 0..<count {
      var bytes = seeds.randomElement(using: &random)!
      for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
        let index = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.insert(alphabet.randomElement(using: &random)!, at: index)
        case 2: bytes.remove(at: index)
        default: bytes[index] = alphabet.randomElement(using: &random)!
        }
      }
      good += digest(String(decoding: bytes, as: UTF8.self)) ? 1 : 0
    }
    // enough of them are schedules still, so that those are tried as well
    #expect(good > count / 20 && good < count / 2, "\(good)")
  }

  @Test func `words put together with numbers of any size`() {
    var random = SplitMix64(state: 43)
    let numbers = [
      "0", "1", "-1", "1e100", "-1e100", "1e-100", "1e-320", "5%", "1e100%", "3ep", "1e100ep",
      "0.5", "2", "1e6", "9007199254740992", "0.999", "1e-9", "[0: 1, 1e9: 2]", "[1, 2%]",
      "0 ... 1",
      "constant(1e100)", "linear", "log", "peak", "power(1e-9)", "power(1e100)", "exponential",
    ]
    let words = ScheduleCatalogue.standard
    for index in 0..<count {
      let isShape = index % 2 == 0
      let word = (isShape ? words.shapeWords : words.modifierWords)
        .randomElement(using: &random)!
      let labels = word.signature.split(separator: "\n").randomElement(using: &random)!
        .drop { $0 != "(" }.dropFirst().split(separator: ",")
        .map { $0.contains(":") ? $0.prefix { $0 != ":" } + ":" : "" }
      let list = labels.map { "\($0) \(numbers.randomElement(using: &random)!)" }
        .joined(separator: ",")
      let shape = "cosine(from: 1e100, to: -1e100)"
      _ = digest(isShape ? "\(word.name)(\(list)).warmup(50%)" : "\(shape).\(word.name)(\(list))")
    }
  }

  @Test func `deep and long texts are refused or read at once`() {
    let texts = [
      String(repeating: "constant(1).then(", count: 3_000),
      "constant(1)" + String(repeating: ".warmup(1)", count: 5_000),
      String(repeating: "multiplied(by: ", count: 4_000),
      "constant(" + String(repeating: "9", count: 60_000) + ")",
      "multiStep(from: 1, gamma: 0.9, at: [" + String(repeating: "1,", count: 30_000) + "])",
      "piecewise([" + (0..<5_000).map { "\($0): 1" }.joined(separator: ",") + "])",
      "constant(1)" + String(repeating: ".smoothed(momentum: 0.999)", count: 31),
    ]
    let time = ContinuousClock().measure { texts.forEach { _ = digest($0) } }
    #expect(time < .seconds(5))
  }
}
