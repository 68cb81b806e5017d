import DataFiles
import Foundation
import Testing

@Suite struct IDXFileTests {
  /// A header by hand: the magic number, then big-endian sizes.
  private func header(_ type: UInt8, _ sizes: [UInt32]) -> Data {
    var data = Data([0, 0, type, UInt8(sizes.count)])
    for size in sizes { withUnsafeBytes(of: size.bigEndian) { data.append(contentsOf: $0) } }
    return data
  }

  private func message(_ data: Data) -> String {
    do {
      _ = try IDXFile(data, file: "x.idx")
      return "no error"
    } catch { return "\(error)" }
  }

  @Test func `reads the shape and the bytes of a file`() throws {
    let file = try IDXFile(header(0x08, [2, 3]) + [1, 2, 3, 253, 254, 255], file: "x.idx")
    #expect(file.shape == [2, 3])
    #expect(file.count == 6)
    #expect(try file.bytes() == [1, 2, 3, 253, 254, 255])
    #expect(file.doubles() == [1, 2, 3, 253, 254, 255])
  }

  private typealias Sample = (type: UInt8, bytes: [UInt8], expected: [Double])

  private static let samples: [Sample] = [
    (0x09, [0xFF, 0x7F], [-1, 127]),
    (0x0B, [0xFF, 0xFE, 0x01, 0x00], [-2, 256]),
    (0x0C, [0x80, 0, 0, 0, 0, 1, 0, 0], [-2_147_483_648, 65536]),
    // 1.5 and -0.5 in IEEE 754: 0x3FC00000 and 0xBF000000.
    (0x0D, [0x3F, 0xC0, 0, 0, 0xBF, 0, 0, 0], [1.5, -0.5]),
    (0x0E, [0x3F, 0xF8, 0, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0], [1.5, -2]),
  ]

  @Test(arguments: samples)
  func `decodes big-endian elements of every type`(
    type: UInt8, bytes: [UInt8], expected: [Double]
  ) throws {
    let file = try IDXFile(header(type, [2]) + bytes, file: "x.idx")
    #expect(file.doubles() == expected)
    #expect(throws: DataFileError.self) { try file.bytes() }
  }

  @Test func `a slice of a larger buffer reads like the file itself`() throws {
    let data = Data([9, 9, 9]) + header(0x08, [2]) + [7, 8]
    #expect(try IDXFile(data.dropFirst(3), file: "x.idx").bytes() == [7, 8])
  }

  @Test func `a truncated file is refused with both sizes`() {
    #expect(
      message(header(0x08, [2, 3]) + [1, 2, 3, 4, 5])
        == "x.idx: uint8 elements of shape [2, 3] take 18 bytes with the header; "
        + "received 17 bytes (truncated)")
  }

  @Test func `a file that is too long is refused with both sizes`() {
    #expect(
      message(header(0x0B, [2]) + [1, 2, 3, 4, 5])
        == "x.idx: int16 elements of shape [2] take 12 bytes with the header; "
        + "received 13 bytes (too long)")
  }

  @Test func `a wrong magic number is shown`() {
    #expect(
      message(Data([0x1F, 0x8B, 8, 0]))
        == "x.idx: the magic number must be 00 00, a type (08, 09, 0B, 0C, 0D, 0E) and a rank; "
        + "received 1F 8B 08 00")
    #expect(message(Data([0, 0, 0x0A, 1])).contains("received 00 00 0A 01"))
  }

  @Test func `a header that ends early is refused`() {
    #expect(
      message(Data([0, 0, 8])) == "x.idx: an IDX file starts with a magic number of 4 bytes; "
        + "received 3 bytes")
    #expect(
      message(Data([0, 0, 8, 2, 0, 0, 0, 1]))
        == "x.idx: a header of 2 dimensions takes 12 bytes; received 8 bytes")
    #expect(message(Data([0, 0, 8, 0])).contains("at least one dimension"))
  }

  @Test func `dimensions whose product overflows are refused`() {
    let huge = header(0x0E, [.max, .max, .max])
    #expect(
      message(huge) == "x.idx: the dimensions must describe a file that can exist; "
        + "received [4294967295, 4294967295, 4294967295]")
  }

  @Test func `a dimension of zero has no elements`() throws {
    #expect(try IDXFile(header(0x08, [0, 28]), file: "x.idx").bytes().isEmpty)
  }
}
