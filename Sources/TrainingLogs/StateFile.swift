/// What `torch.save` wrote: a zip archive with a pickle in it, the older row of pickles, or one
/// pickle.
enum StateFile {
  /// Whether the first bytes are of such a file.
  static func matches(_ head: [UInt8]) -> Bool {
    head.starts(with: [0x50, 0x4B]) || (head.count > 1 && head[0] == 0x80 && head[1] <= 5)
  }

  /// Reads the values; nothing in the file is run.
  ///
  /// - Throws: ``LogError``.
  static func document(_ file: LogFile) throws -> LogDocument {
    do {
      return file.head.starts(with: [0x50, 0x4B]) ? try archive(file) : try pickles(file)
    } catch let refusal as PickleReader.Refusal {
      throw LogError(
        file: file.name,
        "the state must hold tensors, numbers, texts, lists and dictionaries alone, and nothing in it "
          + "was run", received: refusal.received)
    }
  }

  private static func archive(_ file: LogFile) throws -> LogDocument {
    guard let archive = ZipArchive(file),
      let entry = archive.entries.first(where: {
        $0.name == "data.pkl" || $0.name.hasSuffix("/data.pkl")
      })
    else {
      throw LogError(
        file: file.name, "the archive must hold 'data.pkl', as torch.save writes it",
        received: "a zip archive without, or one that is cut off")
    }
    guard let bytes = archive.bytes(of: entry) else {
      throw LogError(
        file: file.name, "'data.pkl' must be whole and have at most 32 MiB",
        received: "\(entry.size) bytes, of which \(entry.packed) are said to be in the file")
    }
    let folder = entry.name.dropLast("data.pkl".count)
    return try PickleReader(bytes).document { type, key, offset in
      guard let data = archive.entries.first(where: { $0.name == "\(folder)data/\(key)" }),
        data.method == 0, let start = archive.start(of: data)
      else { return nil }
      return number(type) { size in
        (offset + 1) * size <= data.size ? file.read(at: start + offset * size, size) : []
      }
    }
  }

  /// The older form: three pickles that say the versions, and then the state.
  private static func pickles(_ file: LogFile) throws -> LogDocument {
    let bytes = file.read(at: 0, ZipArchive.most)
    let first = try PickleReader(bytes)
    guard case .number(let magic)? = first.top, magic > 1e20 else {
      return try first.document { _, _, _ in nil }
    }
    var position = first.position
    for _ in 0..<2 { position = try PickleReader(bytes, from: position).position }
    let state = try PickleReader(bytes, from: position)
    let storages = storages(behind: state, in: bytes)
    return try state.document { type, key, offset in
      guard let storage = storages[key], offset < storage.count else { return nil }
      return number(type) { size in
        Array(bytes[(storage.start + offset * size)..<(storage.start + (offset + 1) * size)])
      }
    }
  }

  /// Where the numbers of each storage are in the older form: behind the state, a pickle lists the
  /// storages, and then follows each of them, with its count of numbers in eight bytes before it.
  private static func storages(
    behind state: PickleReader, in bytes: [UInt8]
  ) -> [String: (start: Int, count: Int)] {
    guard let list = try? PickleReader(bytes, from: state.position),
      case .list(let keys)? = list.top
    else { return [:] }
    var types: [String: String] = [:]
    for case .storage(let type, let key) in state.nodes { types[key] = type }
    var found: [String: (start: Int, count: Int)] = [:]
    var position = list.position
    for index in keys {
      guard case .text(let key) = list.nodes[index], let size = types[key].flatMap(size),
        position + 8 <= bytes.count
      else { break }
      let count = bytes[position..<position + 8].reversed().reduce(UInt64(0)) {
        $0 << 8 | UInt64($1)
      }
      position += 8
      guard count <= UInt64((bytes.count - position) / size) else { break }
      found[key] = (position, Int(count))
      position += Int(count) * size
    }
    return found
  }

  /// How many bytes a number of a storage has; nil for a type that is not known.
  private static func size(_ type: String) -> Int? {
    switch type.split(separator: ".").last {
    case "DoubleStorage", "LongStorage": 8
    case "FloatStorage", "IntStorage": 4
    case "HalfStorage", "BFloat16Storage", "ShortStorage": 2
    case "BoolStorage", "ByteStorage", "CharStorage": 1
    default: nil
    }
  }

  private static func number(_ type: String, _ read: (Int) -> [UInt8]) -> Double? {
    func bits(_ count: Int) -> UInt64? {
      let bytes = read(count)
      guard bytes.count == count else { return nil }
      return bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
    switch type.split(separator: ".").last {
    case "DoubleStorage": return bits(8).map { Double(bitPattern: $0) }
    case "FloatStorage":
      return bits(4).map { Double(Float(bitPattern: UInt32(truncatingIfNeeded: $0))) }
    case "BFloat16Storage":
      return bits(2).map { Double(Float(bitPattern: UInt32(truncatingIfNeeded: $0) << 16)) }
    case "LongStorage": return bits(8).map { Double(Int64(bitPattern: $0)) }
    case "IntStorage": return bits(4).map { Double(Int32(truncatingIfNeeded: $0)) }
    default: return nil
    }
  }
}
