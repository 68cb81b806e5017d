public import Foundation

extension SafetensorsFile {
  /// The file's bytes.
  ///
  /// - Throws: ``RunsError`` when a tensor's bytes do not fit its shape, its name is
  ///   `__metadata__`, or the header is too large.
  public func encoded() throws -> Data {
    let ordered = tensors.sorted {
      let (first, second) = (Self.rank($0.value.elementType), Self.rank($1.value.elementType))
      return first == second ? $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) : first > second
    }
    var fields: [String] = []
    if !metadata.isEmpty {
      let texts = try metadata.sorted { $0.key < $1.key }
        .map { "\(try Self.quoted($0.key)):\(try Self.quoted($0.value))" }
      fields.append("\"__metadata__\":{\(texts.joined(separator: ","))}")
    }
    var offset = 0
    for (name, tensor) in ordered {
      try Self.check(name, tensor)
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      let end = offset + tensor.bytes.count
      fields.append(
        "\(try Self.quoted(name)):{\"dtype\":\"\(tensor.elementType.rawValue)\","
          + "\"shape\":[\(shape)],\"data_offsets\":[\(offset),\(end)]}")
      offset = end
    }
    var header = Data("{\(fields.joined(separator: ","))}".utf8)
    header.append(Data(repeating: 0x20, count: (8 - header.count % 8) % 8))
    guard header.count <= Self.maximumHeaderSize else {
      throw RunsError(
        .invalid, "safetensors",
        requirement: "the header must be at most \(Self.maximumHeaderSize) bytes",
        received: "\(header.count)")
    }
    var data = Data(capacity: 8 + header.count + offset)
    withUnsafeBytes(of: UInt64(header.count).littleEndian) { data.append(contentsOf: $0) }
    data.append(header)
    for (_, tensor) in ordered { data.append(tensor.bytes) }
    return data
  }

  private static func check(_ name: String, _ tensor: Tensor) throws {
    guard name != "__metadata__" else {
      throw RunsError(
        .invalid, "safetensors", requirement: "a tensor's name must not be that of the metadata",
        received: "'\(name)'")
    }
    let size = Tensor.byteCount(tensor.elementType, tensor.shape)
    guard size == tensor.bytes.count else {
      throw RunsError(
        .invalid, "tensor '\(name)'",
        requirement: "\(tensor.elementType.rawValue) of shape \(tensor.shape) must have "
          + (size.map { "\($0) bytes" } ?? "a size that can exist"),
        received: "\(tensor.bytes.count) bytes")
    }
  }

  private static func rank(_ type: ElementType) -> Int {
    ElementType.allCases.firstIndex(of: type)!
  }

  private static func quoted(_ text: String) throws -> String {
    try JSONText(encoding: text).description
  }
}
