internal import DataFiles
internal import Foundation

extension DataFileError {
  /// The fault of a file or folder that the system refuses, in the system's own words.
  static func refused(_ url: URL, _ requirement: String, _ error: any Error) -> DataFileError {
    let posix = error as? POSIXError ?? (error as? CocoaError)?.underlying as? POSIXError
    guard let code = posix?.code.rawValue else {
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
