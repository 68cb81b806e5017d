import Foundation
import Media
import Testing

@Suite struct ImageTests {
  private static let pictures = try! Samples.read("pictures", as: PictureSample.Pictures.self)
  private static let color = try! ImageFile.decode(PictureSample.named("color.png"), file: "color")

  @Test(arguments: 0..<7)
  func `resizing is Pillow's within one`(index: Int) {
    let sample = Self.pictures.resized[index]
    let image = Self.color.resized(height: sample.height, width: sample.width)
    #expect(image.pixels.count == sample.pixels.count)
    let differences = zip(image.pixels, sample.pixels).map { abs(Int($0) - Int($1)) }
    // Pillow rounds between the two passes too.
    #expect(differences.max()! <= 1)
  }

  @Test func `halving averages with weights 1 3 3 1 and repeats none at the border`() {
    // By hand: the triangle of width 4 over pixels 0, 8, 16, 24 has weights 3, 3, 1 of 7 at the
    // border.
    let image = Image(channels: 1, height: 1, width: 4, pixels: [0, 8, 16, 24])
    // (3·0 + 3·8 + 16) / 7 = 5.7; (8 + 3·16 + 3·24) / 7 = 18.3
    #expect(image.resized(height: 1, width: 2).pixels == [6, 18])
  }

  @Test func `a picture of one value keeps it in any size`() {
    let image = Image(channels: 3, height: 3, width: 2, pixels: [UInt8](repeating: 201, count: 18))
    for (height, width) in [(1, 1), (7, 5), (3, 2), (100, 1)] {
      let pixels = image.resized(height: height, width: width).pixels
      #expect(pixels == [UInt8](repeating: 201, count: 3 * height * width))
    }
  }

  @Test func `gray is the luma that Pillow computes`() {
    let gray = Self.color.converted(toChannels: 1)
    let differences = zip(gray.pixels, Self.pictures.luma).map { abs(Int($0) - Int($1)) }
    #expect(differences.max()! <= 1)
    let repeated = gray.converted(toChannels: 3)
    #expect(repeated.pixels == gray.pixels + gray.pixels + gray.pixels)
    #expect(repeated.converted(toChannels: 1) == gray)
  }
}
