/// What `torch.save` wrote: a zip archive with a pickle in it, the older row of pickles, or one pickle.
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
    var place = first.place
    for _ in 0..<2 { place = try PickleReader(bytes, from: place).place }
    return try PickleReader(bytes, from: place).document { _, _, _ in nil }
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
