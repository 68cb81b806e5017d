import CZlib
import Foundation

/// Decompresses a gzip file piece by piece with zlib.
final class GzipInflater {
  private enum Position { case inMember, betweenMembers, inPadding }

  private let file: String
  private let maximumSize: Int
  /// zlib keeps a pointer to its stream, which therefore must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private var buffer = [UInt8](repeating: 0, count: 1 << 18)
  private var output = Data()
  private var consumed = 0
  private var position = Position.betweenMembers

  init(file: String, maximumSize: Int) throws {
    self.file = file
    self.maximumSize = maximumSize
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 16 more than the largest window asks zlib for the gzip wrapper and its check sums.
    let code = inflateInit2_(
      stream, 16 + MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard code == Z_OK else { throw fault("zlib must start", "its error \(code)") }
  }

  deinit {
    inflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  func consume(_ chunk: Data) throws {
    var offset = 0
    try chunk.withUnsafeBytes { (raw: UnsafeRawBufferPointer) in
      while offset < raw.count {
        switch position {
        case .inMember: offset += try inflateMember(raw, from: offset)
        case .betweenMembers where raw[offset] == 0x1F || consumed + offset == 0:
          inflateReset(stream)
          position = .inMember
        case .betweenMembers, .inPadding:
          position = .inPadding
          guard raw[offset] == 0 else {
            throw fault(
              "only zero bytes may follow the compressed data",
              "the byte \(raw[offset]) at offset \(consumed + offset)")
          }
          offset += 1
        }
      }
    }
    consumed += chunk.count
  }

  func finish() throws -> Data {
    guard position != .inMember, consumed > 0 else {
      throw fault(
        "the gzip data must end with their check sum", "\(consumed) bytes, where they stop early")
    }
    return output
  }

  /// Decompresses from `start` to the end of the piece or of the member; the bytes taken.
  private func inflateMember(_ raw: UnsafeRawBufferPointer, from start: Int) throws -> Int {
    // zlib's counters are 32-bit.
    let available = min(raw.count - start, 1 << 30)
    let base = raw.baseAddress!.advanced(by: start).assumingMemoryBound(to: UInt8.self)
    stream.pointee.next_in = UnsafeMutablePointer(mutating: base)
    stream.pointee.avail_in = UInt32(available)
    while true {
      let (code, produced) = buffer.withUnsafeMutableBufferPointer { space in
        stream.pointee.next_out = space.baseAddress
        stream.pointee.avail_out = UInt32(space.count)
        let code = CZlib.inflate(stream, Z_NO_FLUSH)
        return (code, space.count - Int(stream.pointee.avail_out))
      }
      let taken = available - Int(stream.pointee.avail_in)
      guard code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR else {
        let reason = stream.pointee.msg.map { String(cString: $0) } ?? "zlib's error \(code)"
        throw fault(
          "the gzip data must be intact", "\(reason) near byte \(consumed + start + taken)")
      }
      guard output.count + produced <= maximumSize else {
        throw fault("the decompressed content must be at most \(maximumSize) bytes", "more")
      }
      output.append(contentsOf: buffer[..<produced])
      if code == Z_STREAM_END { position = .betweenMembers }
      if code == Z_STREAM_END || (taken == available && produced < buffer.count) { return taken }
    }
  }

  private func fault(_ requirement: String, _ received: String) -> DataFileError {
    DataFileError(file: file, requirement: requirement, received: received)
  }
}
