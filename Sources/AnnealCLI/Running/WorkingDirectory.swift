internal import Foundation

/// The folder that relative paths are read from.
enum WorkingDirectory {
  /// Whether there is one: it may have been removed under the shell that stands in it.
  static var exists: Bool {
    guard let path = getcwd(nil, 0) else { return false }
    free(path)
    return true
  }

  /// What is wrong where there is none.
  static let fault = "the folder that this shell stands in was removed; go to another one"
}
