import LearningRate
import Notation
import Testing

@Suite struct PlanFuzzTests {
  private let count = _isDebugAssertConfiguration() ? 2_000 : 20_000

  @Test func `random plans read back, resolve and give finite numbers`() throws {
    var random = SplitMix64(state: 51)
    var grouped = 0
    for _ in 0..<count / 4 {
      let plan = drawPlan(&random)
      #expect(try Plan(plan.description) == plan)
      let resolved = try plan.resolved(steps: 96, stepsPerEpoch: 8)
      guard let groups = try? resolved.grouped(drawnNames) else { continue }
      grouped += 1
      #expect(groups.groups.flatMap(\.parameters).sorted() == Array(drawnNames.indices))
      for step in [-1, 0, 95, 96, Int.max] {
        let values = groups.values(at: step)
        #expect(values.groups.count == groups.groups.count)
        #expect(values.groups.allSatisfy { $0.learningRate.isFinite })
        #expect(values.weights.values.allSatisfy { $0.isFinite })
      }
    }
    #expect(grouped > count / 10, "\(grouped)")
  }

  @Test func `random mutations of plans are read or refused with a place`() {
    var random = SplitMix64(state: 52)
    let seeds = (0..<200).map { _ in Array(drawPlan(&random).description.utf8) }
    let alphabet = Array("()[]:,.-%e0123456789 \"#*infrometoby".utf8)
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
      let text = String(decoding: bytes, as: UTF8.self)
      do {
        let plan = try Plan(text)
        good += 1
        if (try? Plan(plan.description)) != plan { Issue.record("\(text) does not read back") }
        _ = try? plan.resolved(steps: 64, stepsPerEpoch: 8).grouped(drawnNames).values(at: 63)
      } catch let error as NotationError {
        if error.message.isEmpty || error.column < 1 { Issue.record("\(text) has no place") }
      } catch {
        Issue.record("\(text) has another error: \(error)")
      }
    }
    #expect(good > count / 20 && good < count / 2, "\(good)")
  }
}
