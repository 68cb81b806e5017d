import DataFiles
import Foundation
import Media
import Testing

@Suite struct SoundFileTests {
  private func read(_ data: Data) throws -> Sound {
    try SoundFile.read(folder.write("x.wav", data))
  }

  private let folder = try! TemporaryFolder()

  private func fault(_ data: Data) throws -> String {
    let url = try folder.write("x.wav", data)
    return message(in: folder.url) { _ = try SoundFile.read(url) }
  }

  @Test(arguments: SoundSamples.all.files)
  func `samples are the mean of the channels, as soundfile reads them`(
    sample: SoundSamples.File
  ) throws {
    let sound = try read(sample.file)
    #expect(sound.sampleRate == sample.rate)
    #expect(sound.samples.count == sample.samples.count)
    let differences = zip(sound.samples, sample.samples).map { abs(Double($0) - $1) }
    // Single precision of numbers below 1.
    #expect(differences.max()! < 1e-6)
    let length = try SoundFile.length(of: folder.write("x.wav", sample.file))
    #expect(length.sampleRate == sample.rate && length.frames == sample.samples.count)
  }

  private static let sample = SoundSamples.named("PCM_16 1")

  /// The header of a WAV file by hand: format 1 is integers, 3 is floats.
  private func wave(
    format: UInt16, bits: UInt16, rate: UInt32 = 8_000, channels: UInt16 = 1, data: Data,
    announced: UInt32? = nil
  ) -> Data {
    func bytes(_ number: some FixedWidthInteger) -> Data {
      withUnsafeBytes(of: number.littleEndian) { Data($0) }
    }
    let frame = channels * bits / 8
    let description =
      bytes(format) + bytes(channels) + bytes(rate) + bytes(rate &* UInt32(frame)) + bytes(frame)
      + bytes(bits)
    let size = announced ?? UInt32(data.count)
    return Data("RIFF".utf8) + bytes(UInt32(36 &+ data.count)) + Data("WAVEfmt ".utf8)
      + bytes(UInt32(16)) + description + Data("data".utf8) + bytes(size) + data
  }

  @Test func `a header by hand is read`() throws {
    let sound = try read(wave(format: 1, bits: 16, data: Data([0, 0x40, 0, 0xC0])))
    #expect(sound.samples == [0.5, -0.5])
    // A recorder that was stopped leaves 2³² − 1.
    let open = try read(
      wave(format: 1, bits: 16, data: Data([0, 0x40, 0, 0xC0]), announced: .max))
    #expect(open.samples == [0.5, -0.5])
  }

  @Test func `an empty file, another kind and a bare header are refused`() throws {
    #expect(try fault(Data()) == "x.wav: must be a WAV file; received no bytes")
    #expect(
      try fault(PictureSample.named("gray.png"))
        == "x.wav: must be a WAV file; received 204 bytes of another kind")
    #expect(
      try fault(Self.sample.prefix(12))
        == "x.wav: a WAV file must hold samples; received 12 bytes without a chunk 'data'")
    #expect(
      try fault(wave(format: 1, bits: 16, data: Data()))
        == "x.wav: a sound must have a sample at least; received none")
  }

  @Test func `a sound that is cut short anywhere is refused`() throws {
    for count in 0..<Self.sample.count {
      let fault = try fault(Self.sample.prefix(count))
      #expect(fault.hasPrefix("x.wav: "), "\(count) bytes: \(fault)")
    }
    #expect(
      try fault(Self.sample.dropLast(3))
        == "x.wav: the samples must take the 80 bytes of the header; received 77 bytes, so it is "
        + "cut short")
  }

  @Test func `every changed byte of the header is read without a crash`() throws {
    for name in ["PCM_16 1", "PCM_24 3", "FLOAT 2"] {
      let data = SoundSamples.named(name)
      for index in 0..<60 {
        for mask: UInt8 in [0x01, 0x80, 0xFF] {
          var changed = data
          changed[index] ^= mask
          let fault = try fault(changed)
          #expect(fault == "no error" || fault.hasPrefix("x.wav: "), "\(fault)")
        }
      }
    }
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity])
  func `samples that are not finite are refused`(sample: Float) throws {
    let data = withUnsafeBytes(of: [Float(0.5), sample].map(\.bitPattern.littleEndian)) { _ in
      [Float(0.5), sample].withUnsafeBytes { Data($0) }
    }
    #expect(
      try fault(wave(format: 3, bits: 32, data: data))
        == "x.wav: every sample must be a finite number; received another one in frame 1, counted "
        + "from 0")
  }

  @Test func `absurd rates and lengths are refused`() throws {
    #expect(
      try fault(wave(format: 1, bits: 16, rate: 3, data: Data([0, 0])))
        == "x.wav: the sample rate must be 1000 to 768000 Hz; received 3")
    // 100,000,001 frames of one byte, as a file with a hole.
    let header = wave(format: 1, bits: 8, data: Data(), announced: 100_000_001)
    let url = try folder.write("x.wav", header)
    #expect(truncate(url.path, 44 + 100_000_001) == 0)
    #expect(
      message(in: folder.url) { _ = try SoundFile.read(url) }
        == "x.wav: a sound must have at most 100000000 frames and 1024 channels; "
        + "received 100000001 frames, 1 channels")
  }

  @Test func `a file that is not there is refused`() throws {
    let fault = message(in: folder.url) {
      _ = try SoundFile.read(folder.url.appending(path: "none.wav"))
    }
    #expect(
      fault == "none.wav: the sound must be readable; received \"No such file or directory\"")
  }
}
