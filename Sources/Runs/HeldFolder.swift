public import Foundation

/// A folder that is kept open while it is written to, to detect that it was moved, removed or
/// replaced: later writes to its path would go somewhere else.
public final class HeldFolder: Sendable {
  /// The path at which it was opened.
  public let url: URL
  private let descriptor: Int32
  private let identity: FileIdentity?
  private let files: [String: FileIdentity]

  /// Opens the folder at `url`, and watches the existing files in it with these names.
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

  /// Whether the path still leads to this folder.
  public var isInPlace: Bool { FileIdentity(at: url.path) == identity }

  /// Its current path; nil if it was removed, or the system does not know.
  public var location: URL? {
    if isInPlace { return url }
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    #if canImport(Darwin)
      guard fcntl(descriptor, F_GETPATH, &buffer) == 0 else { return nil }
    #else
      guard readlink("/proc/self/fd/\(descriptor)", &buffer, Int(PATH_MAX)) > 0 else { return nil }
    #endif
    let path = buffer.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    // The path of a removed folder ends in " (deleted)".
    guard FileIdentity(at: path) == identity else { return nil }
    return URL(fileURLWithPath: path, isDirectory: true)
  }

  /// What happened to it, in words that follow 'received'.
  var fate: String {
    switch location {
    case let place? where place.path != url.path: "that it was moved to \(place.path)"
    case nil: "that it was removed"
    default: "another one in its place"
    }
  }

  /// Checks that the path still leads to this folder, and that its files were not replaced.
  ///
  /// - Throws: ``RunsError`` of kind `moved`, which says what happened to it.
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
