package import Foundation

/// The folder in which pictures and recordings are kept as numbers, so that a second training starts
/// at once.
package enum PreparedFiles {
  /// `anneal/prepared` in `XDG_CACHE_HOME`, else in `~/.cache`.
  package static var folder: URL {
    let environment = ProcessInfo.processInfo.environment
    // The XDG specification has relative paths ignored.
    let cache =
      environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? (environment["HOME"] ?? NSHomeDirectory()) + "/.cache"
    return URL(fileURLWithPath: cache, isDirectory: true)
      .appendingPathComponent("anneal").appendingPathComponent("prepared")
  }
}
