internal import Foundation

/// The folder to which relative paths refer.
enum WorkingDirectory {
  /// Whether it exists: it may have been removed while a shell is in it.
  static var exists: Bool {
    guard let path = getcwd(nil, 0) else { return false }
    free(path)
    return true
  }

  /// The fault if it does not exist.
  static let fault = "the shell's working directory was removed; change to another one"
}
