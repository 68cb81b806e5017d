import Testing
import Training

/// Boxes, and the mean average precision of found ones.
@Suite struct DetectionMeasureTests {
  private func box(_ left: Float, _ top: Float, _ side: Float = 10) -> Box {
    Box(left: left, top: top, right: left + side, bottom: top + side)
  }

  private func measure(
    _ found: [[BoxedObject]], _ expected: [[BoxedObject]], classes: Int = 2
  ) -> Measure {
    .meanAveragePrecision(found: found, expected: expected, classes: classes)
  }

  @Test(arguments: [
    (Box(left: 0, top: 0, right: 10, bottom: 10), 1.0),
    (Box(left: 5, top: 0, right: 15, bottom: 10), 50.0 / 150),
    (Box(left: 2, top: 2, right: 4, bottom: 4), 4.0 / 100),
    (Box(left: 10, top: 0, right: 20, bottom: 10), 0.0),
    (Box(left: 5, top: 5, right: 5, bottom: 9), 0.0),
    (Box(left: 9, top: 9, right: 1, bottom: 1), 0.0),
  ])
  func `the overlap is the intersection over the union`(other: Box, overlap: Double) {
    #expect(abs(Double(box(0, 0).iou(with: other)) - overlap) < 1e-6)
    #expect(box(0, 0).iou(with: other) == other.iou(with: box(0, 0)))
  }

  @Test func `of boxes on each other the surest of each class is kept`() {
    let objects = [
      BoxedObject(label: 0, box: box(0, 0), score: 0.5),
      BoxedObject(label: 0, box: box(1, 0), score: 0.9),
      BoxedObject(label: 1, box: box(1, 0), score: 0.4),
      BoxedObject(label: 0, box: box(8, 0), score: 0.3),
    ]
    #expect(objects.suppressed().map(\.score) == [0.9, 0.4, 0.3])
    #expect(objects.suppressed(above: 0.1).map(\.score) == [0.9, 0.4])
  }

  @Test func `the precision of a class is the area under its curve`() {
    // Five objects of class 0; found, from the surest on: right, right, wrong, right, wrong. Recalls 0.2, 0.4,
    // 0.4, 0.6, 0.6 with precisions 1, 1, 2/3, 3/4, 3/5: the area is 0.4·1 + 0.2·3/4.
    let expected = (0..<5).map { BoxedObject(label: 0, box: box(Float(20 * $0), 0)) }
    let found = [(0, 0.9), (1, 0.8), (50, 0.7), (2, 0.6), (60, 0.5)].map {
      BoxedObject(label: 0, box: box(Float(20 * $0.0), 1), score: Float($0.1))
    }
    #expect(abs(measure([found], [expected]).value - 0.55) < 1e-12)
    // The order in which they are listed does not matter.
    #expect(measure([found.reversed()], [expected]).value == measure([found], [expected]).value)
  }

  @Test func `each precision is the largest one at its recall or beyond`() {
    // Wrong, right, right of five: recalls 0, 0.2, 0.4 with precisions 0, 1/2, 2/3. The area is 0.4·2/3.
    let expected = (0..<5).map { BoxedObject(label: 0, box: box(Float(20 * $0), 0)) }
    let found = [(50, 0.9), (0, 0.8), (1, 0.7)].map {
      BoxedObject(label: 0, box: box(Float(20 * $0.0), 1), score: Float($0.1))
    }
    #expect(abs(measure([found], [expected]).value - 0.4 * 2 / 3) < 1e-12)
  }

  @Test func `an object is found once, in its own picture, and by its class`() {
    let there = BoxedObject(label: 0, box: box(0, 0))
    let right = BoxedObject(label: 0, box: box(0, 1), score: 0.9)
    #expect(measure([[right]], [[there]]).value == 1)
    // A second box on it is wrong, but not so sure.
    let second = BoxedObject(label: 0, box: box(0, 0), score: 0.8)
    #expect(measure([[right, second]], [[there]]).value == 1)
    #expect(
      measure([[right, BoxedObject(label: 0, box: box(0, 0), score: 0.95)]], [[there]]).value == 1)
    #expect(measure([[], [right]], [[there], []]).value == 0)
    #expect(measure([[BoxedObject(label: 1, box: box(0, 1), score: 0.9)]], [[there]]).value == 0)
    // An overlap of 60/140 is too little.
    #expect(measure([[BoxedObject(label: 0, box: box(4, 0))]], [[there]]).value == 0)
    // Class 1 is not there, and does not count.
    #expect(
      measure([[right, BoxedObject(label: 1, box: box(40, 0), score: 1)]], [[there]]).value == 1)
    #expect(measure([[right]], [[]]).value.isNaN)
  }

  @Test func `the measure of two batches is that of their pictures`() {
    let expected = (0..<4).map { [BoxedObject(label: $0 % 2, box: box(Float(3 * $0), 0))] }
    let found = (0..<4).map { place in
      [
        BoxedObject(
          label: place % 2, box: box(Float(3 * place), place == 2 ? 9 : 0),
          score: Float(0.9 - 0.2 * Double(place)))
      ]
    }
    let whole = measure(found, expected)
    let parts =
      measure(Array(found[..<1]), Array(expected[..<1]))
      + measure(Array(found[1...]), Array(expected[1...]))
    // Class 0: right, wrong of two; class 1: both.
    #expect(whole.value == 0.75 && parts.value == whole.value)
  }
}
