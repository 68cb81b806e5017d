internal import Foundation
internal import Training

/// A folder that appears under its name once it is complete.
enum NewFolder {
  /// Creates the folder `url` with what `fill` writes into it.
  ///
  /// It is filled under a hidden name beside `url`, and removed if that fails.
  ///
  /// - Throws: `TrainingError` if there is such a file or folder already, or it cannot be written.
  static func write(_ url: URL, _ fill: (URL) throws -> Void) throws {
    let manager = FileManager.default
    guard !manager.fileExists(atPath: url.path) else {
      throw TrainingError("'\(url.relativePath)' must not be there yet: remove it, or name another")
    }
    let parent = url.deletingLastPathComponent()
    let hidden = parent.appendingPathComponent(".\(url.lastPathComponent).\(getpid()).partial")
    do {
      try manager.createDirectory(at: hidden, withIntermediateDirectories: false)
      defer { try? manager.removeItem(at: hidden) }
      try fill(hidden)
      try manager.moveItem(at: hidden, to: url)
    } catch let error as CocoaError {
      throw TrainingError(
        "the folder '\(url.relativePath)' cannot be written: \(error.localizedDescription)")
    }
  }
}
