import Testing
import Training

@Suite struct SeededGeneratorTests {
  @Test func `the numbers are those of the reference implementation`() {
    // Vigna's splitmix64.c from state 1234567.
    var generator = SeededGenerator(state: 1_234_567)
    let numbers = (0..<5).map { _ in generator.next() }
    #expect(
      numbers == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ])
  }

  // Worked out by a transcription of the two lines of `init` into Python.
  @Test(arguments: [
    (SeededGenerator.Purpose.weights, 7_224_251_408_173_813_543 as UInt64),
    (.split, 13_452_686_320_430_515_778), (.step(0), 1_544_876_161_020_962_902),
    (.step(1), 9_496_598_900_040_429_400), (.order(epoch: 0), 792_649_833_892_569_315),
    (.order(epoch: 1), 18_040_897_480_583_552_932), (.example(0), 14_693_334_396_195_512_474),
    (.example(1), 6_229_587_359_931_585_621), (.transforms(step: 0), 8_818_859_354_240_770_994),
    (.transforms(step: 3), 17_718_401_892_708_652_209),
  ])
  func `a purpose has numbers of its own`(purpose: SeededGenerator.Purpose, first: UInt64) {
    var generator = SeededGenerator(seed: 7, purpose: purpose)
    #expect(generator.next() == first)
  }

  @Test func `no two of many purposes and seeds begin alike`() {
    var seen: Set<UInt64> = []
    for seed in [0, 1, 2, UInt64.max] {
      var purposes: [SeededGenerator.Purpose] = [.weights, .split]
      for index in 0..<1000 {
        purposes += [.step(index), .order(epoch: index)]
        purposes += [.example(Int64(index)), .transforms(step: index)]
      }
      for purpose in purposes {
        var generator = SeededGenerator(seed: seed, purpose: purpose)
        seen.insert(generator.next())
      }
    }
    #expect(seen.count == 4 * 4002)
  }

  @Test func `a shuffle draws as Fisher and Yates with Lemire's bounds`() {
    // From the same transcription into Python.
    var generator = SeededGenerator(seed: 7, purpose: .order(epoch: 0))
    var numbers = Array(0..<10)
    generator.shuffle(&numbers)
    #expect(numbers == [0, 4, 7, 1, 6, 5, 8, 3, 2, 9])
    var nothing: [Int] = []
    generator.shuffle(&nothing)
    #expect(nothing.isEmpty)
  }
}
