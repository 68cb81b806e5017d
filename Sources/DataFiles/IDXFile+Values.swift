import Foundation

extension IDXFile {
  /// The elements of a file of unsigned bytes.
  ///
  /// - Throws: ``DataFileError`` when the elements have another type.
  public func bytes() throws -> [UInt8] {
    guard elementType == .uint8 else {
      throw DataFileError(
        file: file, requirement: "the elements must be of type uint8", received: "\(elementType)")
    }
    return [UInt8](elements)
  }

  /// The elements of a file of any type, exactly.
  public func doubles() -> [Double] {
    switch elementType {
    case .uint8: elements.map { Double($0) }
    case .int8: elements.map { Double(Int8(bitPattern: $0)) }
    case .int16: words(UInt16.self) { Double(Int16(bitPattern: $0)) }
    case .int32: words(UInt32.self) { Double(Int32(bitPattern: $0)) }
    case .float32: words(UInt32.self) { Double(Float(bitPattern: $0)) }
    case .float64: words(UInt64.self) { Double(bitPattern: $0) }
    }
  }

  private func words<Word: FixedWidthInteger, Value>(
    _: Word.Type, _ decode: (Word) -> Value
  ) -> [Value] {
    elements.withUnsafeBytes { raw in
      (0..<count).map { index in
        let offset = index * MemoryLayout<Word>.size
        return decode(Word(bigEndian: raw.loadUnaligned(fromByteOffset: offset, as: Word.self)))
      }
    }
  }
}
