import Foundation
import Runs
import Testing

@Suite struct SafetensorsFileTests {
  private func bytes<Element>(_ elements: [Element]) -> Data {
    elements.withUnsafeBytes { Data($0) }
  }

  /// The tensors of ``reference``.
  private var sample: SafetensorsFile {
    SafetensorsFile(
      [
        "bias": .init(.float32, shape: [3], bytes: bytes([1.5, -2.25, 3] as [Float])),
        "a.count": .init(.int64, shape: [2], bytes: bytes([7, -1] as [Int64])),
        "mask": .init(.uint8, shape: [3], bytes: Data([1, 0, 255])),
        "weight": .init(.float64, shape: [2, 3], bytes: bytes([0, 1, 2, 3, 4, 5] as [Double])),
        "scalar": .init(.float32, shape: [], bytes: bytes([0.5] as [Float])),
        "empty": .init(.float32, shape: [0, 4], bytes: Data()),
        "h": .init(.float16, shape: [2], bytes: Data([0x00, 0x3C, 0x00, 0x40])),
        "i": .init(.int32, shape: [1], bytes: bytes([5] as [Int32])),
      ], metadata: ["format": "np"])
  }

  /// What the Python package safetensors 0.8.0 with numpy 2.4.6 writes for the same tensors:
  /// `save({"bias": np.array([1.5, -2.25, 3.0], np.float32), …}, metadata={"format": "np"})`.
  private static let reference = Data(
    base64Encoded: """
      +AEAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJmb3JtYXQiOiJucCJ9LCJhLmNvdW50Ijp7ImR0eXBlIjoiSTY0Iiwic2h\
      hcGUiOlsyXSwiZGF0YV9vZmZzZXRzIjpbMCwxNl19LCJ3ZWlnaHQiOnsiZHR5cGUiOiJGNjQiLCJzaGFwZSI6WzIsM1\
      0sImRhdGFfb2Zmc2V0cyI6WzE2LDY0XX0sImJpYXMiOnsiZHR5cGUiOiJGMzIiLCJzaGFwZSI6WzNdLCJkYXRhX29mZ\
      nNldHMiOls2NCw3Nl19LCJlbXB0eSI6eyJkdHlwZSI6IkYzMiIsInNoYXBlIjpbMCw0XSwiZGF0YV9vZmZzZXRzIjpb\
      NzYsNzZdfSwic2NhbGFyIjp7ImR0eXBlIjoiRjMyIiwic2hhcGUiOltdLCJkYXRhX29mZnNldHMiOls3Niw4MF19LCJ\
      pIjp7ImR0eXBlIjoiSTMyIiwic2hhcGUiOlsxXSwiZGF0YV9vZmZzZXRzIjpbODAsODRdfSwiaCI6eyJkdHlwZSI6Ik\
      YxNiIsInNoYXBlIjpbMl0sImRhdGFfb2Zmc2V0cyI6Wzg0LDg4XX0sIm1hc2siOnsiZHR5cGUiOiJVOCIsInNoYXBlI\
      jpbM10sImRhdGFfb2Zmc2V0cyI6Wzg4LDkxXX19ICAgICAHAAAAAAAAAP//////////AAAAAAAAAAAAAAAAAADwPwAA\
      AAAAAABAAAAAAAAACEAAAAAAAAAQQAAAAAAAABRAAADAPwAAEMAAAEBAAAAAPwUAAAAAPABAAQD/
      """)!

  /// A file with the given header over `size` zero bytes.
  private func file(_ header: String, _ size: Int = 0) -> Data {
    var data = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Data($0) }
    data.append(Data(header.utf8))
    return data + Data(count: size)
  }

  private func message(_ data: Data) -> String {
    do {
      _ = try SafetensorsFile(data, file: "w.safetensors")
      return "no error"
    } catch { return "\(error)" }
  }

  @Test func `writes what the format's own library writes, byte for byte`() throws {
    #expect(try sample.encoded() == Self.reference)
  }

  @Test func `reads what the format's own library writes`() throws {
    #expect(try SafetensorsFile(Self.reference, file: "w") == sample)
    #expect(try SafetensorsFile((Data([1]) + Self.reference).dropFirst(), file: "w") == sample)
  }

  @Test func `names with quotes, slashes and other scripts come back`() throws {
    let names = ["a\"b\\c/d", "größe.重み", "line\nend", ""]
    let tensors = names.map { ($0, SafetensorsFile.Tensor(.uint8, shape: [1], bytes: Data([1]))) }
    let file = SafetensorsFile(.init(uniqueKeysWithValues: tensors), metadata: ["ü\"": "\t"])
    #expect(try SafetensorsFile(file.encoded(), file: "w") == file)
  }

  @Test func `nothing at all is a file too`() throws {
    let data = try SafetensorsFile([:]).encoded()
    #expect(data == file("{}      "))
    #expect(try SafetensorsFile(data, file: "w").tensors.isEmpty)
  }

  @Test func `bytes that do not fit the shape are not written`() {
    let tensor = SafetensorsFile.Tensor(.float32, shape: [2], bytes: Data(count: 7))
    let error = #expect(throws: RunsError.self) { try SafetensorsFile(["w": tensor]).encoded() }
    #expect(
      error?.description == "tensor 'w': F32 of shape [2] must have 8 bytes; received 7 bytes")
    let huge = SafetensorsFile.Tensor(.uint8, shape: [.max, 2], bytes: Data())
    #expect(throws: RunsError.self) { try SafetensorsFile(["w": huge]).encoded() }
    let named = SafetensorsFile.Tensor(.uint8, shape: [0], bytes: Data())
    #expect(throws: RunsError.self) { try SafetensorsFile(["__metadata__": named]).encoded() }
  }

  @Test func `every truncation and every longer file is refused`() {
    for length in 0..<Self.reference.count {
      #expect(throws: RunsError.self) {
        try SafetensorsFile(Self.reference.prefix(length), file: "w")
      }
    }
    #expect(
      message(Self.reference + [0])
        == "w.safetensors: the tensors must cover all 92 bytes of data; received 91 bytes covered")
  }

  @Test func `a header larger than the file is refused before it is read`() {
    #expect(
      message(Data(repeating: 0xFF, count: 16))
        == "w.safetensors: the header must fit the file and 100000000 bytes; "
        + "received a header of 18446744073709551615 bytes in a file of 16")
  }

  @Test(arguments: [
    (#"{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,7]}}"#, "takes 8 bytes"),
    (#"{"w":{"dtype":"F99","shape":[2],"data_offsets":[0,8]}}"#, "dtype must be one of"),
    (#"{"w":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#, "a start and an end"),
    (#"{"w":{"dtype":"F32","shape":[2],"data_offsets":[0]}}"#, "a start and an end"),
    (#"{"w":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}"#, "must end within the 8 bytes"),
    (#"{"w":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, "must start where"),
    (
      #"{"w":{"dtype":"U8","shape":[9223372036854775807,3],"data_offsets":[0,8]}}"#,
      "more bytes than can exist"
    ),
    (#"{"w":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}"#, "whole numbers"),
    (#"{"w":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,8]}}"#, "whole num"),
    (#"{"w":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}}"#, "']'"),
    (#"{"w":{"dtype":"F32","data_offsets":[0,8]}}"#, "must have a dtype, a shape"),
    (#"{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":"y"}}"#, "and nothing else"),
    (#"{"w":[1]}"#, "must have a dtype"),
    (#"{"w":{"dtype":{"a":{}}}}"#, "made of texts, lists"),
    (#"{"w":null}"#, "made of texts, lists"),
    (#"{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}"#, "ends with '}'"),
    (#"{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} x"#, "nothing but spaces"),
    (#"[]"#, "a JSON object"), (#"{"w"#, "closed"), (#"{"w\q":[1]}"#, "valid JSON"),
    (#"{"w\"#, "closed"), (#"{w:[1]}"#, "quoted names"), (#"{"w"[1]}"#, "':'"),
    ("", "a JSON object"),
    (#"{"__metadata__":{"a":[1]}}"#, "texts only"), (#"{"__metadata__":"a"}"#, "a dictionary"),
  ])
  func `a faulty header is refused`(header: String, expected: String) {
    let message = message(file(header, 8))
    #expect(message.contains(expected), "\(message)")
    #expect(message.hasPrefix("w.safetensors"))
  }

  @Test func `two tensors of one name are refused`() {
    let entry = #""w":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}"#
    #expect(
      message(file("{\(entry),\(entry)}", 4))
        == "w.safetensors: the header must be an object with each name once; "
        + "received 'w' twice")
  }

  @Test func `overlapping tensors are refused by name`() {
    let header =
      #"{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"#
      + #""b":{"dtype":"U8","shape":[4],"data_offsets":[2,6]}}"#
    #expect(
      message(file(header, 6))
        == "w.safetensors, tensor 'b': it must start where the one before it ends, at 4; "
        + "received a start at 2")
  }

  @Test func `a flipped bit in the header never crashes the reader`() {
    for index in 0..<512 {
      for bit in 0..<8 {
        var data = Self.reference
        data[index] ^= 1 << bit
        _ = try? SafetensorsFile(data, file: "w")
      }
    }
  }
}
