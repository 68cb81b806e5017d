public import Foundation

/// A folder that is kept open while it is written to, so that one which is moved, removed or replaced
/// is noticed: what is written to its path from then on would land somewhere else.
public final class HeldFolder: Sendable {
  /// The path it was opened at.
  public let url: URL
  private let descriptor: Int32
  private let identity: FileIdentity?
  private let files: [String: FileIdentity]

  /// Opens the folder at `url`, and looks after the files in it that have one of these names now.
  ///
  /// - Throws: ``RunsError`` in the system's words.
  public init(_ url: URL, with names: [String] = []) throws {
    self.url = url
    let found = names.compactMap { name in
      FileIdentity(at: url.appendingPathComponent(name).path).map { (name, $0) }
    }
    files = Dictionary(found) { first, _ in first }
    descriptor = open(url.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    let code = errno
    identity = FileIdentity(of: descriptor)
    guard descriptor >= 0 else { throw RunsError.system(code, url.path, writing: false) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Whether the path still leads to it.
  public var isInPlace: Bool { FileIdentity(at: url.path) == identity }

  /// Where it lies now; nil when it was removed, or the system cannot tell.
  public var location: URL? {
    if isInPlace { return url }
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    #if canImport(Darwin)
      guard fcntl(descriptor, F_GETPATH, &buffer) == 0 else { return nil }
    #else
      guard readlink("/proc/self/fd/\(descriptor)", &buffer, Int(PATH_MAX)) > 0 else { return nil }
    #endif
    let path = buffer.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    // A removed folder keeps its path, with a word behind it.
    guard FileIdentity(at: path) == identity else { return nil }
    return URL(fileURLWithPath: path, isDirectory: true)
  }

  /// What became of it, in words that follow 'received'.
  var fate: String {
    switch location {
    case let place? where place.path != url.path: "that it was moved to \(place.path)"
    case nil: "that it was removed"
    default: "another one in its place"
    }
  }

  /// Checks that the path still leads to it, and that its files are those that were there.
  ///
  /// - Throws: ``RunsError`` of kind `moved`, which says what became of it.
  public func check() throws {
    for (name, identity) in files where isInPlace {
      let path = url.appendingPathComponent(name).path
      let now = FileIdentity(at: path)
      guard now != identity else { continue }
      throw RunsError(
        .moved, path, requirement: "the file must stay where it is while a run trains",
        received: now == nil ? "that it was removed" : "another one in its place")
    }
    guard !isInPlace else { return }
    throw RunsError(
      .moved, url.path, requirement: "the folder must stay where it is while a run trains",
      received: fate)
  }
}
