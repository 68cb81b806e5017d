import Foundation
import LearningRate
import Testing

/// What other libraries do at the edges, as `scripts/conformance/edge_cases.py` saw it, and what
/// Anneal does.
///
/// The numbers are the script's. Its cases 3, 4, 7 and 10 are about optimizers' state, plateaus and
/// studies, which no schedule can show.
@Suite struct FieldEdgeCaseTests {
  private struct Ledger: Decodable {
    struct Case: Decodable {
      let number: Int
      let seen: [String: Seen]
    }
    /// Numbers, if that is what was seen.
    struct Seen: Decodable {
      let numbers: [Double]

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        numbers =
          (try? container.decode([Double].self))
          ?? (try? container.decode(Double.self)).map { [$0] } ?? []
      }
    }
    let cases: [Case]
  }

  private func seen(_ number: Int, _ name: String) throws -> [Double] {
    let url = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Resources/edge-cases.json")
    let ledger = try JSONDecoder().decode(Ledger.self, from: Data(contentsOf: url))
    let entry = try #require(ledger.cases.first { $0.number == number })
    return try #require(entry.seen[name]?.numbers)
  }

  @Test func `case 1: past its end PyTorch's cosine rises again and ours holds`() throws {
    let torch = try seen(1, "rates")
    let ours = try values(.cosine(from: 1, to: 0, over: 5), steps: 5, through: 10)
    #expect(areClose(Array(ours[...5]), Array(torch[...5])))
    #expect(torch[10] > 0.999)
    #expect(ours[5...] == [0, 0, 0, 0, 0, 0])
  }

  @Test func `case 2: a value needs no values before it, so nothing can derail it`() throws {
    // a zero set from outside at step 5 stays until step 10, and then PyTorch rises from it
    let torch = try seen(2, "ratesAfterAZeroAtStep5")
    #expect(torch[..<6] == [0, 0, 0, 0, 0, 0] && torch[9] > 0.3)
    let curve = try Schedule.cosine(from: 1, to: 0).resolved(steps: 10)
    #expect((6..<10).allSatisfy { curve.value(at: $0) > 0.02 })
    // the recursion is exact to 1e-12 over 100,000 steps, a closed form to some units in the last place
    let error = try #require(seen(2, "largestRelativeError").first)
    #expect(error < 1e-11)
    let long = try Schedule.cosine(from: 1, to: 0.1).resolved(steps: 100_000)
    for step in stride(from: 99_999, through: 0, by: -7) {
      let exact = 0.1 + 0.45 * (1 + cos(.pi * Double(step) / 100_000))
      #expect(isClose(long.value(at: step), exact, tolerance: 1e-14))
    }
  }

  @Test func `case 5: making a schedule changes nothing`() throws {
    #expect(try seen(5, "rates") == [1, 0.1, 0.05])
    #expect(try seen(5, "loadedThen") == [0.0125])
    let first = try Schedule.linear(from: 0.125, to: 1, over: 5).resolved(steps: 10)
    let before = first.values(0..<10)
    let second = try Schedule.constant(0.5).resolved(steps: 10)
    #expect(first.values(0..<10) == before && first.value(at: 0) == 0.125)
    #expect(second.value(at: 0) == 0.5)
  }

  @Test func `case 6: a second schedule starts from the rate that it states`() throws {
    // PyTorch keeps the base 1 of the first scheduler and goes on from 0.5
    #expect(try seen(6, "baseLRs") == [1])
    let ours = try values(
      .exponential(from: 1, gamma: 0.5).then(.linear(from: 0.5, to: 0.25, over: 2), at: 1), steps: 5
    )
    #expect(try areClose(Array(ours[1...4]), seen(6, "rates")))
  }

  @Test func `case 8: a warmup has one counter`() throws {
    // optax's schedule-free weighs an update by the rate of the next one
    let (rates, weights) = (try seen(8, "optaxRates"), try seen(8, "optaxWeights"))
    #expect(rates != weights)
    #expect(Array(try values(.constant(1).warmup(4, from: 0), steps: 5)[..<5]) == rates)
    let ours = Array(try values(.constant(1).warmup(3), steps: 5)[..<5])
    #expect(ours == weights)
    #expect(try ours == seen(8, "schedulefreeRates"))
  }

  @Test func `case 9: parts in a row hand over at the step given, 0 too`() throws {
    let cosine = Schedule.cosine(from: 1, to: 0, over: 5)
    let ours = try values(.linear(from: 0.2, to: 1, over: 5).then(cosine, at: 5), steps: 10)
    #expect(try areClose(Array(ours[..<10]), seen(9, "rates")))
    #expect(ours[5] == 1)
    let atOnce = try values(.constant(0.1).then(cosine, at: 0), steps: 5)
    #expect(try areClose(Array(atOnce[..<5]), seen(9, "ratesFromMilestone0")))
  }
}
