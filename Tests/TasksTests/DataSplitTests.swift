import Tasks
import Testing

@Suite struct HeldOutTests {
  @Test func `each class gives its fraction, rounded, but at least one row`() {
    // Seven of class 3, five of class 1, two of class 8: a fifth is 1.4, 1 and 0.4.
    let classes: [Int64] = [3, 1, 3, 3, 1, 8, 3, 3, 1, 3, 1, 8, 3, 1]
    let split = DataSplit.stratified(classes, fraction: 0.2, seed: 4)
    #expect(split.validation.map { classes[$0] }.sorted() == [1, 3, 8])
    #expect((split.training + split.validation).sorted() == Array(0..<14))
    #expect(split.training == split.training.sorted())
    #expect(split.validation == split.validation.sorted())
  }

  @Test(arguments: [0.01, 0.5, 0.9])
  func `both parts have a row of each class, but for the only row of one`(fraction: Double) {
    let classes: [Int64] = [0, 1, 1, 2, 2, 2]
    let split = DataSplit.stratified(classes, fraction: fraction, seed: 1)
    #expect(Set(split.training.map { classes[$0] }) == [0, 1, 2])
    #expect(Set(split.validation.map { classes[$0] }) == [1, 2])
  }

  @Test func `the seed decides, and every row has its turn`() {
    #expect(
      DataSplit.plain(count: 50, fraction: 0.2, seed: 1)
        == .plain(count: 50, fraction: 0.2, seed: 1))
    var counts = [Int](repeating: 0, count: 50)
    for seed in 0..<1000 as Range<UInt64> {
      let split = DataSplit.plain(count: 50, fraction: 0.2, seed: seed)
      #expect(split.validation.count == 10)
      for row in split.validation { counts[row] += 1 }
    }
    // Each row is held out with probability 0.2: mean 200, deviation 12.6.
    #expect(counts.allSatisfy { abs($0 - 200) < 63 }, "\(counts)")
  }
}

@Suite struct StandardizedTests {
  @Test func `statistics come from the rows that are named`() {
    // Rows 0, 1 and 3 hold 1, 3 and 5: mean 3, variance (4 + 0 + 4)/3.
    let values = Standardized([1, 3, 100, 5], over: [0, 1, 3]).values
    let deviation = (8.0 / 3).squareRoot()
    for (value, expected) in zip(values, [-2 / deviation, 0, 97 / deviation, 2 / deviation]) {
      #expect(abs(value - expected) < 1e-12 * 60)
    }
  }

  @Test func `a constant column becomes zeros`() {
    #expect(Standardized([7, 7, 7], over: [0, 1, 2]).values == [0, 0, 0])
    // Constant over the rows named: what another row holds cannot be scaled either.
    #expect(Standardized([7, 7, 9], over: [0, 1]).values == [0, 0, 0])
  }

  @Test func `a constant that binary numbers do not hold exactly becomes zeros too`() {
    // The mean of many 0.1 differs from 0.1 in the last bits.
    let values = Standardized([Double](repeating: 0.1, count: 101), over: Array(0..<101)).values
    #expect(values.allSatisfy { $0 == 0 })
  }
}
