import Tasks
import Testing

@Suite struct BMPTests {
  @Test func `a picture of two pixels has the bytes that Pillow writes`() {
    // Image.new('RGB', (2, 1)), orange and blue, saved as BMP by Pillow 12.
    let expected: [UInt8] = [
      66, 77, 62, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 0, 24,
      0, 0, 0, 0, 0, 8, 0, 0, 0, 196, 14, 0, 0, 196, 14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 128, 255,
      255, 0, 0, 0, 0,
    ]
    let values: [Float] = [1, 0, 128.0 / 255, 0, 0, 1]
    #expect(BMP.file(values, channels: 3, height: 1, width: 2) == expected)
  }

  @Test func `gray is written as colour, rows from below, values outside of the range clamped`() {
    let bytes = BMP.file([-1, 0.5, 1, 2], channels: 1, height: 2, width: 2)
    #expect(
      Array(bytes[54...]) == [255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 128, 128, 128, 0, 0])
  }

  @Test func `a large picture is thinned out`() {
    let bytes = BMP.file(
      [Float](repeating: 0, count: 10 * 7), channels: 1, height: 7, width: 10, limit: 5)
    #expect(bytes[18] == 5 && bytes[22] == 4)
    #expect(bytes.count == 54 + 4 * 16)
  }
}
