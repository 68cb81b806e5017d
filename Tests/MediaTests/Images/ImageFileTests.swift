import DataFiles
import Foundation
import Media
import Testing

@Suite struct ImageFileTests {
  private func fault(_ data: Data) -> String {
    message { _ = try ImageFile.decode(data, file: "x.png") }
  }

  @Test(arguments: PictureSample.all)
  func `pixels are those that Pillow reads`(sample: PictureSample) throws {
    let image = try ImageFile.decode(sample.file, file: sample.name)
    #expect([image.channels, image.height, image.width] == sample.shape)
    let differences = zip(image.pixels, sample.pixels).map { abs(Int($0) - Int($1)) }
    #expect(differences.max()! <= sample.tolerance)
  }

  @Test(arguments: PictureSample.all)
  func `the header alone gives the upright size`(sample: PictureSample) throws {
    let file = try ImageFile(sample.file, file: sample.name)
    #expect([file.channels, file.height, file.width] == sample.shape)
  }

  @Test func `a large JPEG is brought to a common size as Pillow does`() throws {
    let samples = try Samples.read("pictures", as: PictureSample.Pictures.self)
    let file = try ImageFile(samples.large, file: "large.jpg")
    // It is decoded at an eighth, 126 × 138, of which the last row and column count in part.
    let image = try file.decoded(fitting: ImageSize(channels: 3, height: 30, width: 40))
    let differences = zip(image.pixels, samples.shrunk).map { abs(Int($0) - Int($1)) }
    #expect(image.pixels.count == samples.shrunk.count && differences.max()! <= 3)
  }

  @Test(arguments: PictureSample.all)
  func `a common size is that of the whole picture, resized`(sample: PictureSample) throws {
    let file = try ImageFile(sample.file, file: sample.name)
    let size = ImageSize(channels: 3, height: 8, width: 11)
    let (fitted, whole) = (try file.decoded(fitting: size), try file.decoded().fitted(to: size))
    // What is turned after it is resized is summed in another order.
    #expect(zip(fitted.pixels, whole.pixels).allSatisfy { abs(Int($0) - Int($1)) <= 1 })
    #expect(fitted.pixels.count == whole.pixels.count)
  }

  @Test func `a slice of a larger buffer reads like the file itself`() throws {
    let data = PictureSample.named("color.png")
    let slice = (Data([1, 2, 3]) + data).dropFirst(3)
    #expect(
      try ImageFile.decode(slice, file: "x") == ImageFile.decode(data, file: "x"))
  }

  @Test func `what is no picture is refused by its first bytes`() {
    #expect(
      fault(Data()) == "x.png: a picture must be a PNG or a JPEG file; received no bytes")
    #expect(
      fault(Data("GIF89a".utf8))
        == "x.png: a picture must be a PNG or a JPEG file; received a file that starts with "
        + "47 49 46 38 39 61")
  }

  @Test(arguments: ["color.png", "interlaced.png", "palette.png", "color.jpg", "progressive.jpg"])
  func `a picture that is cut short anywhere is refused`(name: String) {
    let data = PictureSample.named(name)
    // The last bytes of a JPEG are its end marker, which some writers leave out; it is asked for.
    for count in 0..<data.count {
      let fault = fault(data.prefix(count))
      #expect(fault.hasPrefix("x.png: a picture"), "\(count) bytes: \(fault)")
    }
  }

  @Test func `every changed byte of a PNG is an error or is read without a crash`() {
    // All chunks have a checksum; only lengths that still fit could pass.
    for name in ["alpha.png", "interlaced.png", "palette with a clear entry.png"] {
      let data = PictureSample.named(name)
      for index in data.indices {
        var changed = data
        changed[index] ^= 0x41
        #expect(fault(changed) != "no error", "\(name), byte \(index)")
      }
    }
  }

  @Test func `every changed byte of a JPEG is read without a crash`() {
    for name in ["color.jpg", "progressive.jpg", "ink.jpg", "orientation 6.jpg"] {
      let data = PictureSample.named(name)
      for index in data.indices {
        for mask: UInt8 in [0x01, 0x80, 0xFF] {
          var changed = data
          changed[index] ^= mask
          let fault = fault(changed)
          #expect(fault == "no error" || fault.hasPrefix("x.png: a picture"), "\(fault)")
        }
      }
    }
  }

  @Test func `a wrong checksum is refused`() {
    var data = PictureSample.named("gray.png")
    data[data.count - 13] ^= 1  // the last byte of IDAT's checksum, before the 12 bytes of IEND
    #expect(
      fault(data) == "x.png: a picture must be whole and undamaged; received the decoder's "
        + "\"IDAT: CRC error\"")
  }

  /// A PNG of a header alone, its checksum by Python's `zlib.crc32`.
  private func header(_ sizes: [UInt8], crc: [UInt8]) -> Data {
    Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13])
      + Data("IHDR".utf8) + sizes + [8, 2, 0, 0, 0] + crc
      + [0, 0, 0, 0] + Data("IDAT".utf8) + [0x35, 0xAF, 0x06, 0x1E]
  }

  @Test func `a picture of too many pixels is refused before memory is taken`() {
    // 65,535 × 65,535 pixels of 3 bytes would be 12 GiB.
    #expect(
      fault(header([0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF], crc: [0x39, 0x67, 0x4E, 0x07]))
        == "x.png: a picture must have at most 100000000 pixels; received 65535 × 65535")
    // 8,192 × 8,192 are allowed, but not in 45 bytes.
    #expect(
      fault(header([0, 0, 0x20, 0, 0, 0, 0x20, 0], crc: [0xFD, 0xC8, 0x5D, 0x0E]))
        == "x.png: a picture of 8192 × 8192 pixels must take at least 8085 bytes; received "
        + "45 bytes, so it is cut short or made to exhaust the memory")
  }
}
