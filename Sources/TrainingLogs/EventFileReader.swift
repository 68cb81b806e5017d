/// Reads a TensorBoard event file: records with masked CRC-32C, each an `Event` of protocol
/// buffers.
///
/// ```
/// u64 length · u32 masked crc of the length · bytes · u32 masked crc of the bytes
/// ```
///
/// A scalar is a `simple_value`, or a tensor of one number in newer files; histograms, images and
/// texts are passed over. A record cut off at the end, as of a run that goes on, ends the file; a
/// record whose checksum is wrong is passed over where its length can be trusted.
///
/// Source: TensorFlow, `record_writer.cc`, `event.proto`, `summary.proto`.
struct EventFileReader {
  private let file: LogFile
  private var collector: LogCollector
  private var positions: [UInt64: (tag: [UInt8], position: Int?)] = [:]
  private var stepIndex: Int?
  private var records = 0

  /// A record of scalars has some hundred bytes; what is longer holds an image and no scalar.
  private static let longest = 1 << 25
  private static let piece = 1 << 20

  static func read(_ file: LogFile, into collector: inout LogCollector) throws {
    var reader = EventFileReader(file: file, collector: collector)
    reader.stepIndex = reader.collector.index(of: "step")
    try reader.read()
    collector = reader.collector
  }

  private init(file: LogFile, collector: LogCollector) {
    (self.file, self.collector) = (file, collector)
  }

  private mutating func read() throws {
    var offset = 0
    var buffer: [UInt8] = []
    while true {
      let used = buffer.withUnsafeBytes { take($0, at: offset) }
      if used < 0 { break }
      offset += used
      // a record longer than the piece needs a longer one
      let need = used == 0 ? max(Self.piece, Int(Self.length(buffer) ?? 0) + 16) : Self.piece
      let next = file.read(at: offset, need)
      if used == 0, next.count <= buffer.count {
        if !buffer.isEmpty, offset < file.count {
          collector.skip("records cut off at the end", at: "byte \(offset)")
        }
        break
      }
      buffer = next
    }
    guard records > 0 else {
      throw LogError(
        file: file.name, "the file must hold at least one whole record of an event file",
        received: "\(file.count) bytes without")
    }
  }

  private static func length(_ buffer: [UInt8]) -> UInt64? {
    guard buffer.count >= 8 else { return nil }
    let length = buffer.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
    return length <= UInt64(longest) ? length : nil
  }

  /// Reads the whole records in `bytes`; returns how many bytes they have, or −1 if nothing more
  /// can be read.
  private mutating func take(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Int {
    var position = 0
    func word(_ position: Int) -> UInt32 {
      UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self))
    }
    while position + 12 <= bytes.count {
      let length = UInt64(
        littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
      let head = UnsafeRawBufferPointer(rebasing: bytes[position..<position + 8])
      guard word(position + 8) == CRC32C.masked(head) else {
        collector.skip(
          "records whose length has a wrong checksum, which ends the reading",
          at: "byte \(offset + position)")
        return -1
      }
      let left = file.count - offset - position - 16
      guard left >= 0, length <= UInt64(left) else {
        collector.skip("records cut off at the end", at: "byte \(offset + position)")
        return -1
      }
      if length > UInt64(Self.longest) {
        collector.skip("records of over 32 MiB", at: "byte \(offset + position)")
        return position + 16 + Int(length)
      }
      let end = position + 12 + Int(length)
      guard end + 4 <= bytes.count else { return position }
      let record = UnsafeRawBufferPointer(rebasing: bytes[position + 12..<end])
      if word(end) == CRC32C.masked(record) {
        records += 1
        event(record)
      } else {
        collector.skip("records with a wrong checksum", at: "byte \(offset + position)")
      }
      position = end + 4
    }
    return position
  }

  private mutating func event(_ bytes: UnsafeRawBufferPointer) {
    var reader = WireReader(bytes)
    var step: Int64 = 0
    var summary: UnsafeRawBufferPointer?
    while let (field, value) = reader.next() {
      switch (field, value) {
      case (2, .number(let number)): step = Int64(bitPattern: number)
      case (5, .bytes(let inner)): summary = inner
      default: break
      }
    }
    guard let summary else { return }
    var values = WireReader(summary)
    var isEmpty = true
    while let (field, value) = values.next() {
      guard field == 1, case .bytes(let inner) = value else { continue }
      if scalar(inner) { isEmpty = false }
    }
    if isEmpty { return }
    if let stepIndex { collector.append(Double(step), at: stepIndex) }
    collector.endRow()
  }

  private mutating func scalar(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var reader = WireReader(bytes)
    var tag: UnsafeRawBufferPointer?
    var found: (value: Double, digits: Int)?
    while let (field, value) = reader.next() {
      switch (field, value) {
      case (1, .bytes(let name)): tag = name
      case (2, .fixed32(let bits)): found = (Double(Float(bitPattern: bits)), 8)
      case (8, .bytes(let tensor)): found = Self.number(in: tensor)
      default: break
      }
    }
    guard let tag, let found, let position = index(of: tag) else { return false }
    collector.append(found.value, at: position, digits: found.digits)
    return true
  }

  private mutating func index(of tag: UnsafeRawBufferPointer) -> Int? {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in tag { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    if let known = positions[hash], known.tag.elementsEqual(tag) { return known.position }
    let position = collector.index(of: String(decoding: tag, as: UTF8.self))
    if positions.count < 100_000 { positions[hash] = (Array(tag), position) }
    return position
  }

  /// The number of a tensor that holds one.
  private static func number(in tensor: UnsafeRawBufferPointer) -> (value: Double, digits: Int)? {
    var reader = WireReader(tensor)
    var type: UInt64 = 0
    var content: UnsafeRawBufferPointer?
    var found: Double?
    while let (field, value) = reader.next() {
      switch (field, value) {
      case (1, .number(let number)): type = number
      case (4, .bytes(let bytes)): content = bytes
      case (5, .fixed32(let bits)): found = Double(Float(bitPattern: bits))
      case (5, .bytes(let bytes)) where bytes.count == 4: content = bytes
      case (6, .fixed64(let bits)): found = Double(bitPattern: bits)
      case (6, .bytes(let bytes)) where bytes.count == 8: content = bytes
      case (7, .number(let number)), (10, .number(let number)):
        found = Double(Int64(bitPattern: number))
      default: break
      }
    }
    let digits = type == 2 ? 17 : 8
    if let found { return (found, digits) }
    guard let content else { return nil }
    switch (type, content.count) {
    case (1, 4): return (Double(content.loadUnaligned(as: Float.self)), digits)
    case (2, 8): return (content.loadUnaligned(as: Double.self), digits)
    case (3, 4): return (Double(content.loadUnaligned(as: Int32.self)), 17)
    case (9, 8): return (Double(content.loadUnaligned(as: Int64.self)), 17)
    default: return nil
    }
  }
}
