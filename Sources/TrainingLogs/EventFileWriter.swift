internal import Foundation

/// Writes a TensorBoard event file: the version first, then for each step an `Event` whose
/// `Summary` holds a `simple_value` for each tag.
///
/// ```swift
/// let writer = try EventFileWriter(in: "logs/digits-1")
/// writer.write([("loss", 0.5), ("rate", 1e-3)], at: 0)
/// try writer.close()
/// ```
///
/// A `simple_value` has 32 bits. Records wait in memory until ``flush()``, which hands whole
/// records to the system: where the process is killed, the file ends behind one. The file is named
/// for the second in which it begins, and later than every other in its folder, since TensorBoard
/// reads them in the order of their names.
///
/// Source: TensorFlow, `events_writer.cc`, `event.proto`, `summary.proto`.
public final class EventFileWriter {
  /// The file.
  public let path: String
  private let descriptor: Int32
  private var pending: [UInt8] = []

  /// The time that an event has if no other is given, in seconds since 1970.
  public static var now: Double { Date().timeIntervalSince1970 }

  /// Begins a file in `folder`, which is made where it is missing.
  ///
  /// - Parameter restart: the step from which on everything in the folder's older files is void, as of a
  ///   run that goes on from a checkpoint. TensorBoard then drops it. It is said only if there are older
  ///   files.
  /// - Throws: ``LogError`` in the system's words.
  public init(in folder: String, restart: Int? = nil, seconds time: Double = now) throws {
    try Self.prepare(folder)
    let older = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let seconds = older.compactMap(Self.second)
    var second = max(Int(time), (seconds.max() ?? 0) + 1)
    var found: (path: String, descriptor: Int32)
    repeat {
      let path = "\(folder)/events.out.tfevents.\(second).anneal"
      found = (path, open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o644))
      second += 1
    } while found.descriptor < 0 && errno == EEXIST
    guard found.descriptor >= 0 else { throw Self.fault(found.path) }
    (path, descriptor) = found
    append(EventMessage.version(at: time))
    if let restart, !seconds.isEmpty {
      append(EventMessage.restart(at: restart, time: time))
    }
    try flush()
  }

  /// Makes a folder for event files where it is missing, and checks that files can be written
  /// there.
  ///
  /// - Throws: ``LogError`` in the system's words.
  public static func prepare(_ folder: String) throws {
    var reason: String?
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      if access(folder, W_OK) != 0 { reason = String(cString: strerror(errno)).lowercased() }
    } catch {
      // Foundation does not always pass on the system's reason.
      reason = mkdir(folder, 0o777) == 0 ? nil : String(cString: strerror(errno)).lowercased()
    }
    guard let reason else { return }
    throw LogError(
      file: folder, "the folder of event files must be writable, or be made", received: reason)
  }

  deinit { Foundation.close(descriptor) }

  /// Adds the values of a step.
  public func write(
    _ values: some Sequence<(tag: String, value: Double)>, at step: Int, seconds time: Double = now
  ) {
    append(EventMessage.scalars(values, at: step, time: time))
  }

  /// Hands what was added to the system.
  ///
  /// - Throws: ``LogError`` in the system's words, such as those for a full disk.
  public func flush() throws {
    defer { pending.removeAll(keepingCapacity: true) }
    var start = 0
    while start < pending.count {
      let count = pending[start...].withUnsafeBytes {
        Foundation.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Self.fault(path) }
      start += count
    }
  }

  /// Writes what is left, to the disk itself.
  ///
  /// - Throws: ``LogError`` in the system's words.
  public func close() throws {
    try flush()
    guard fsync(descriptor) == 0 else { throw Self.fault(path) }
  }

  /// The second in the name of an event file.
  private static func second(_ name: String) -> Int? {
    guard let position = name.range(of: "tfevents.") else { return nil }
    return Int(name[position.upperBound...].prefix { $0.isNumber })
  }

  private static func fault(_ path: String) -> LogError {
    let reason = String(cString: strerror(errno)).lowercased()
    return LogError(file: path, "the event file must be writable", received: reason)
  }

  /// A record: the length and its checksum, the message and its checksum.
  private func append(_ message: WireWriter) {
    let length = UInt64(message.bytes.count)
    let head = withUnsafeBytes(of: length.littleEndian) { Array($0) }
    pending += head
    pending += Self.checksum(head)
    pending += message.bytes
    pending += Self.checksum(message.bytes)
  }

  private static func checksum(_ bytes: [UInt8]) -> [UInt8] {
    let masked = bytes.withUnsafeBytes { CRC32C.masked($0) }
    return withUnsafeBytes(of: masked.littleEndian) { Array($0) }
  }
}
