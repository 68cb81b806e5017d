import Media
import Testing

@Suite struct AugmentationTests {
  /// Pixels that hold their own position: 100 · channel + 10 · row + column.
  private func numbered(_ channels: Int, _ height: Int, _ width: Int) -> [Float] {
    var pixels: [Float] = []
    for channel in 0..<channels {
      for row in 0..<height {
        for column in 0..<width { pixels.append(Float(100 * channel + 10 * row + column)) }
      }
    }
    return pixels
  }

  private func applied(
    _ augmentation: Augmentation, _ channels: Int, _ height: Int, _ width: Int, example: Int
  ) -> [Float] {
    var pixels = numbered(channels, height, width)
    var generator = ExampleGenerator(seed: 1, step: 2, example: example)
    augmentation.apply(
      to: &pixels, channels: channels, height: height, width: width, generator: &generator)
    return pixels
  }

  @Test func `none changes nothing`() {
    #expect(applied(.none, 3, 4, 5, example: 0) == numbered(3, 4, 5))
  }

  @Test func `half of the pictures are mirrored, all channels alike`() {
    let mirrored: [Float] = [2, 1, 0, 12, 11, 10, 102, 101, 100, 112, 111, 110]
    var count = 0
    for example in 0..<1_000 {
      let pixels = applied(Augmentation(flips: true), 2, 2, 3, example: example)
      if pixels == mirrored { count += 1 } else { #expect(pixels == numbered(2, 2, 3)) }
    }
    // Binomial of 1,000 and ½: 500 ± 4 standard deviations of 15.8.
    #expect((437...563).contains(count))
  }

  @Test func `a crop shows every offset of the padded picture`() {
    var seen: Set<[Float]> = []
    for example in 0..<400 {
      seen.insert(applied(Augmentation(padding: 1, fill: -1), 1, 2, 2, example: example))
    }
    // By hand: 3 × 3 windows of side 2 in the picture 0 1 / 10 11 with a border of −1.
    #expect(seen.count == 9)
    #expect(seen.contains([0, 1, 10, 11]))
    #expect(seen.contains([-1, -1, -1, 0]))
    #expect(seen.contains([11, -1, -1, -1]))
    #expect(seen.contains([10, 11, -1, -1]))
  }

  @Test func `a shift repeats the border`() {
    var seen: Set<[Float]> = []
    for example in 0..<400 {
      seen.insert(applied(Augmentation(shift: 1), 1, 2, 2, example: example))
    }
    #expect(seen.count == 9)
    #expect(seen.contains([0, 0, 0, 0]))
    #expect(seen.contains([11, 11, 11, 11]))
    #expect(seen.contains([1, 1, 11, 11]))
  }

  @Test func `a square of the side is blanked, cut by the border`() {
    for example in 0..<200 {
      let pixels = applied(Augmentation(cutOut: 3, fill: -1), 2, 8, 8, example: example)
      let blank = pixels.indices.filter { pixels[$0] == -1 }
      let rows = Set(blank.map { $0 / 8 % 8 }), columns = Set(blank.map { $0 % 8 })
      #expect(blank.count == 2 * rows.count * columns.count)
      #expect((2...3).contains(rows.count) && (2...3).contains(columns.count))
    }
  }

  @Test func `the draws belong to seed, step and example`() {
    func first(_ seed: Int, _ step: Int, _ example: Int) -> UInt64 {
      var generator = ExampleGenerator(seed: seed, step: step, example: example)
      return generator.next()
    }
    #expect(first(1, 2, 3) == first(1, 2, 3))
    let different = [
      first(1, 2, 3), first(2, 1, 3), first(1, 3, 2), first(3, 2, 1), first(1, 2, 4),
      first(-1, 2, 3),
    ]
    #expect(Set(different).count == different.count)
  }

  @Test func `characters are not mirrored, photographs are`() {
    #expect(Augmentation.areCharacters(["0", "1", "10"]))
    #expect(Augmentation.areCharacters(["a", "B", "ж"]))
    #expect(Augmentation.areCharacters(["zero", "One"]))
    #expect(!Augmentation.areCharacters(["cat", "dog"]))
    #expect(
      Augmentation.standard(height: 28, width: 28, areCharacters: true) == Augmentation(shift: 2))
    #expect(
      Augmentation.standard(height: 32, width: 40, areCharacters: false)
        == Augmentation(flips: true, padding: 4, cutOut: 8))
    #expect(Augmentation.standard(height: 7, width: 40, areCharacters: false).isNone)
  }
}
