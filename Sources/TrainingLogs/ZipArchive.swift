internal import CZlib

/// The members of a zip archive, of which only those that are asked for are read.
struct ZipArchive {
  /// A member as the central directory lists it.
  struct Entry {
    let name: String
    let method: Int
    let packed: Int
    let size: Int
    let offset: Int
  }

  private let file: LogFile
  let entries: [Entry]

  /// The most that is read of a directory or a member: states are small.
  static let most = 1 << 25

  /// Reads the directory; nil if the file has none.
  init?(_ file: LogFile) {
    let tail = file.read(at: max(0, file.count - 65_557), 65_557)
    guard tail.count >= 22,
      let end = (0...(tail.count - 22)).last(where: {
        tail[$0] == 0x50 && tail[$0 + 1] == 0x4B && tail[$0 + 2] == 5 && tail[$0 + 3] == 6
      })
    else { return nil }
    var size = Self.number(tail, end + 12, 4)
    var offset = Self.number(tail, end + 16, 4)
    if offset == 0xFFFF_FFFF || size == 0xFFFF_FFFF, end >= 20 {
      // archives of over 4 GiB say it in a record before
      let position = Self.number(tail, end - 20 + 8, 8)
      let record = file.read(at: position, 56)
      guard record.count == 56 else { return nil }
      (size, offset) = (Self.number(record, 40, 8), Self.number(record, 48, 8))
    }
    guard size <= Self.most, offset <= file.count else { return nil }
    let directory = file.read(at: offset, size)
    var found: [Entry] = []
    var position = 0
    while position + 46 <= directory.count, directory[position] == 0x50, found.count < 100_000 {
      let (name, extra, comment) = (
        Self.number(directory, position + 28, 2), Self.number(directory, position + 30, 2),
        Self.number(directory, position + 32, 2)
      )
      guard position + 46 + name + extra <= directory.count else { break }
      found.append(Self.entry(directory, position, name, extra))
      position += 46 + name + extra + comment
    }
    (self.file, entries) = (file, found)
  }

  private static func entry(_ bytes: [UInt8], _ position: Int, _ name: Int, _ extra: Int) -> Entry {
    var packed = number(bytes, position + 20, 4)
    var size = number(bytes, position + 24, 4)
    var offset = number(bytes, position + 42, 4)
    var field = position + 46 + name
    while field + 4 <= position + 46 + name + extra {
      let count = number(bytes, field + 2, 2)
      if number(bytes, field, 2) == 1 {
        var value = field + 4
        func next() -> Int {
          defer { value += 8 }
          return value + 8 <= bytes.count ? number(bytes, value, 8) : 0
        }
        if size == 0xFFFF_FFFF { size = next() }
        if packed == 0xFFFF_FFFF { packed = next() }
        if offset == 0xFFFF_FFFF { offset = next() }
      }
      field += 4 + count
    }
    return Entry(
      name: String(decoding: bytes[position + 46..<position + 46 + name], as: UTF8.self),
      method: number(bytes, position + 10, 2), packed: packed, size: size, offset: offset)
  }

  /// A number with its lowest byte first; negative ones, which nothing has, are 0.
  private static func number(_ bytes: [UInt8], _ position: Int, _ count: Int) -> Int {
    guard position >= 0, position + count <= bytes.count else { return 0 }
    let value = bytes[position..<position + count].reversed().reduce(UInt64(0)) {
      $0 << 8 | UInt64($1)
    }
    return value > UInt64(Int.max >> 1) ? 0 : Int(value)
  }

  /// Where a member's bytes begin.
  func start(of entry: Entry) -> Int? {
    let head = file.read(at: entry.offset, 30)
    guard head.count == 30, head[0] == 0x50, head[1] == 0x4B else { return nil }
    return entry.offset + 30 + Self.number(head, 26, 2) + Self.number(head, 28, 2)
  }

  /// The bytes of a member; nil if they are not there, or too many.
  func bytes(of entry: Entry) -> [UInt8]? {
    guard entry.size <= Self.most, entry.packed <= Self.most, let start = start(of: entry) else {
      return nil
    }
    let packed = file.read(at: start, entry.packed)
    guard packed.count == entry.packed else { return nil }
    switch entry.method {
    case 0: return packed
    case 8: return Self.inflated(packed, to: entry.size)
    default: return nil
    }
  }

  /// Unpacks into as many bytes as were promised and no more.
  private static func inflated(_ packed: [UInt8], to size: Int) -> [UInt8]? {
    guard size > 0 else { return [] }
    // zlib keeps a pointer to its stream, which therefore must not move
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    defer { stream.deallocate() }
    guard
      inflateInit2_(stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { return nil }
    defer { inflateEnd(stream) }
    var packed = packed
    var result = [UInt8](repeating: 0, count: size)
    let status = packed.withUnsafeMutableBufferPointer { input in
      result.withUnsafeMutableBufferPointer { output -> Int32 in
        stream.pointee.next_in = input.baseAddress
        stream.pointee.avail_in = UInt32(input.count)
        stream.pointee.next_out = output.baseAddress
        stream.pointee.avail_out = UInt32(output.count)
        return inflate(stream, Z_FINISH)
      }
    }
    return status == Z_STREAM_END && stream.pointee.avail_out == 0 ? result : nil
  }
}
