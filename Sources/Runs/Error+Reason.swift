internal import Foundation

extension Error {
  /// Why something failed: in the system's own words, where the system refused.
  var reason: String {
    let error = self as NSError
    let inner = error.userInfo[NSUnderlyingErrorKey] as? NSError
    guard
      let posix = [error, inner].compactMap({ $0 }).first(where: { $0.domain == NSPOSIXErrorDomain }
      )
    else { return localizedDescription }
    return String(cString: strerror(Int32(posix.code)))
  }
}
