import Search
import Testing

/// Every range test against the package that it is named for, on scripted losses.
@Suite struct RangeReferenceTests {
  private static let groups: [(name: String, test: RangeTest)] = [
    ("fastai", .valley), ("lightning", .lightning), ("torch-lr-finder", .torchLRFinder),
    ("smith", .smith),
  ]

  /// The typical rate of SGD with momentum, with which Smith's ramp is that of the example.
  private static func curve(_ test: RangeTest, _ losses: [Double]) -> RangeCurve {
    var curve = RangeCurve(test.origin, ramp: test.ramp(typicalRate: 0.05))
    _ = losses.first { !curve.record($0) }
    return curve
  }

  @Test func `the rates of the ramps are the packages', bit for bit`() throws {
    for (name, test) in Self.groups {
      let ramp = test.ramp(typicalRate: 0.05)
      #expect(try (0..<100).map(ramp.rate) == #require(RangeReference.file.ramps[name]))
    }
  }

  @Test(arguments: RangeReference.file.cases)
  func `losses are smoothed and the ramp ends as in the package, bit for bit`(
    reference: RangeReference.Case
  ) throws {
    for (name, test) in Self.groups {
      let expected = try #require(reference.packages[name])
      let smoothed = Self.curve(test, reference.losses).smoothed
      #expect(smoothed.count == expected.count, "\(name)")
      let seen = stride(from: 0, to: smoothed.count, by: 9).map { smoothed[$0] }
      // NaN is not equal to itself.
      #expect(seen.map(\.description) == expected.smoothed.map(\.description), "\(name)")
    }
  }

  @Test(arguments: RangeReference.file.cases)
  func `the suggestion is at the package's step, and fails where the package fails`(
    reference: RangeReference.Case
  ) throws {
    var count = 0
    for (name, test) in Self.groups {
      let curve = Self.curve(test, reference.losses)
      for (word, step) in try #require(reference.packages[name]).suggestions {
        let test = try #require(RangeTest(rawValue: word))
        #expect(curve.step(by: test) == step, "\(word)")
        if step == nil {
          let error = #expect(throws: SearchError.self) { try curve.suggestion(by: test) }
          let text =
            "no learning rate can be found by \(test.title): it needs \(test.fewestLosses) "
          #expect(error?.description.hasPrefix(text) == true)
        }
        count += 1
      }
    }
    #expect(count == RangeTest.allCases.count)
  }
}
