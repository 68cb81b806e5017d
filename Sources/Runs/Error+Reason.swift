internal import Foundation

extension Error {
  /// Why something failed: in the system's own words, where the system refused.
  var reason: String {
    let posix = self as? POSIXError ?? (self as? CocoaError)?.underlying as? POSIXError
    return posix.map { String(cString: strerror($0.code.rawValue)) } ?? localizedDescription
  }
}
