internal import DataFiles
internal import Foundation

extension DataFileError {
  /// The fault of a file or folder that the system refuses, in the system's own words.
  static func refused(_ url: URL, _ requirement: String, _ error: any Error) -> DataFileError {
    let cocoa = error as? CocoaError
    let posix = error as? POSIXError ?? cocoa?.underlying as? POSIXError
    // Foundation leaves out the system's error where it has one of its own.
    let code: Int32? =
      switch cocoa?.code {
      case _ where posix != nil: posix?.code.rawValue
      case .fileNoSuchFile, .fileReadNoSuchFile: ENOENT
      case .fileReadNoPermission, .fileWriteNoPermission: EACCES
      default: nil
      }
    guard let code else {
      return DataFileError(
        .inputOutput, file: url.path, requirement: requirement, received: error.localizedDescription
      )
    }
    return refused(url, requirement, code: code)
  }

  /// The fault of a file or folder for which a system call failed with the error `code`.
  static func refused(_ url: URL, _ requirement: String, code: Int32) -> DataFileError {
    DataFileError(
      code == ENOENT ? .missing : .inputOutput, file: url.path, requirement: requirement,
      received: "\"\(String(cString: strerror(code)))\"")
  }
}
