import Media
import Testing

@Suite struct ImageSizeTests {
  private func sizes(_ sides: [(Int, Int)], channels: Int = 1) -> [ImageSize] {
    sides.map { ImageSize(channels: channels, height: $0.0, width: $0.1) }
  }

  @Test func `small pictures keep their median size`() {
    let size = ImageSize.common(to: sizes([(28, 28), (30, 20), (28, 90)]), count: 60_000)
    #expect(size == ImageSize(channels: 1, height: 28, width: 28))
  }

  @Test(arguments: [(2_000, 96, 72), (20_000, 64, 48), (20_001, 32, 24)])
  func `large ones shrink in proportion, further the more there are`(
    count: Int, height: Int, width: Int
  ) {
    let size = ImageSize.common(to: sizes([(4_000, 3_000)], channels: 3), count: count)
    #expect(size == ImageSize(channels: 3, height: height, width: width))
  }

  @Test func `no side is below 8, and one picture of colour makes all colour`() {
    let mixed = sizes([(1, 400), (1, 400)]) + sizes([(1, 400)], channels: 3)
    #expect(ImageSize.common(to: mixed, count: 3) == ImageSize(channels: 3, height: 8, width: 96))
  }
}
