public import Foundation

extension SafetensorsFile {
  /// Reads a file from its bytes; `file` is the name used in errors.
  ///
  /// Everything is checked before a byte is used: the header's size and syntax, each tensor's type,
  /// shape and offsets, and that the tensors cover the data without a gap or an overlap.
  ///
  /// - Throws: ``RunsError`` of kind `damaged` that names the file and the tensor.
  public init(_ data: Data, file: String) throws {
    let data = data.startIndex == 0 ? data : Data(data)
    guard data.count >= 8 else {
      throw Self.fault(
        file, "a safetensors file must start with 8 bytes", "\(data.count) bytes in all")
    }
    let size = (0..<8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64(data[$1]) }
    guard size <= UInt64(min(Self.maximumHeaderSize, data.count - 8)) else {
      throw Self.fault(
        file, "the header must fit the file and \(Self.maximumHeaderSize) bytes",
        "a header of \(size) bytes in a file of \(data.count)")
    }
    let start = 8 + Int(size)
    let fields: [(name: String, value: SafetensorsHeader.Value)]
    do { fields = try SafetensorsHeader.parse([UInt8](data[8..<start])) } catch let error {
      throw Self.fault(file, "the header must be \(error.requirement)", error.received)
    }
    var (tensors, metadata) = ([String: Tensor](), [String: String]())
    var spans: [(name: String, range: Range<Int>)] = []
    for (name, value) in fields {
      if name == "__metadata__" {
        metadata = try Self.metadata(value, file)
        continue
      }
      let (type, shape, range) = try Self.entry(value, "\(file), tensor '\(name)'")
      guard range.upperBound <= data.count - start else {
        throw Self.fault(
          "\(file), tensor '\(name)'", "it must end within the \(data.count - start) bytes of data",
          "an end at \(range.upperBound)")
      }
      let bytes = data.subdata(in: start + range.lowerBound..<start + range.upperBound)
      tensors[name] = Tensor(type, shape: shape, bytes: bytes)
      spans.append((name, range))
    }
    try Self.checkCoverage(spans, of: data.count - start, file)
    self.init(tensors, metadata: metadata)
  }

  private static func checkCoverage(
    _ spans: [(name: String, range: Range<Int>)], of size: Int, _ file: String
  ) throws {
    var end = 0
    let ordered = spans.sorted {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    for (name, range) in ordered {
      guard range.lowerBound == end else {
        throw fault(
          "\(file), tensor '\(name)'", "it must start where the one before it ends, at \(end)",
          "a start at \(range.lowerBound)")
      }
      end = range.upperBound
    }
    guard end == size else {
      throw fault(file, "the tensors must cover all \(size) bytes of data", "\(end) bytes covered")
    }
  }

  private static func entry(
    _ value: SafetensorsHeader.Value, _ subject: String
  ) throws -> (ElementType, [Int], Range<Int>) {
    guard case .object(let members) = value, members.count == 3,
      case .text(let word)? = members.first(where: { $0.name == "dtype" })?.value,
      case .integers(let shape)? = members.first(where: { $0.name == "shape" })?.value,
      case .integers(let offsets)? = members.first(where: { $0.name == "data_offsets" })?.value
    else {
      throw fault(
        subject, "its entry must have a dtype, a shape and data_offsets, and nothing else",
        "\(value)")
    }
    guard let type = ElementType(rawValue: word) else {
      let known = ElementType.allCases.map(\.rawValue).joined(separator: ", ")
      throw fault(subject, "its dtype must be one of \(known)", "'\(word)'")
    }
    guard offsets.count == 2, offsets[0] <= offsets[1] else {
      throw fault(subject, "its data_offsets must be a start and an end", "\(offsets)")
    }
    let size = Tensor.byteCount(type, shape)
    guard size == offsets[1] - offsets[0] else {
      let bytes = size.map { "\($0) bytes" } ?? "more bytes than can exist"
      throw fault(subject, "\(word) of shape \(shape) takes \(bytes)", "data_offsets \(offsets)")
    }
    return (type, shape, offsets[0]..<offsets[1])
  }

  private static func metadata(
    _ value: SafetensorsHeader.Value, _ file: String
  ) throws -> [String: String] {
    guard case .object(let members) = value else {
      throw fault(file, "__metadata__ must be a dictionary of texts", "\(value)")
    }
    return try members.reduce(into: [:]) { texts, member in
      guard case .text(let text) = member.value else {
        throw fault(file, "__metadata__ must hold texts only", "\(member.name): \(member.value)")
      }
      texts[member.name] = text
    }
  }

  private static func fault(
    _ subject: String, _ requirement: String, _ received: String
  ) -> RunsError {
    RunsError(.damaged, subject, requirement: requirement, received: received)
  }
}
