import Charts
import Testing

@Suite struct LabelPlacerTests {
  private typealias Box = LabelPlacer.Box
  private let frame = Box(x: 0, y: 0, width: 100, height: 100)

  @Test func `the first free place is taken`() {
    var placer = LabelPlacer(frame: frame)
    let (left, right) = (
      Box(x: 0, y: 0, width: 20, height: 10), Box(x: 50, y: 0, width: 20, height: 10)
    )
    #expect(placer.place([left, right]) == left)
    #expect(placer.place([left, right]) == right)
  }

  @Test func `a label keeps clear of a curve, even between its points`() {
    var placer = LabelPlacer(frame: frame)
    placer.avoid([(0, 5), (100, 5)])
    let (on, under) = (
      Box(x: 40, y: 0, width: 20, height: 10), Box(x: 40, y: 20, width: 20, height: 10)
    )
    #expect(placer.place([on, under]) == under)
    // Covering the curve is better than covering a label.
    #expect(placer.place([under, on]) == on)
  }

  @Test func `no label leaves the frame`() {
    var placer = LabelPlacer(frame: frame)
    #expect(placer.place([Box(x: 90, y: 0, width: 20, height: 10)]) == nil)
    #expect(placer.place([]) == nil)
  }

  @Test func `a reserved place is avoided`() {
    var placer = LabelPlacer(frame: frame)
    let (first, second) = (
      Box(x: 0, y: 0, width: 20, height: 10), Box(x: 0, y: 40, width: 20, height: 10)
    )
    placer.reserve(Box(x: 15, y: 5, width: 10, height: 10))
    #expect(placer.place([first, second]) == second)
  }
}
