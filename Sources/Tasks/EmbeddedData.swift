internal import Foundation
internal import Training

/// The data files of the package.
enum EmbeddedData {
  /// The bytes of the file called `name`.
  ///
  /// - Throws: `TrainingError` if the package's resources are not beside the program.
  static func contents(of name: String) throws -> Data {
    let folder = Bundle.module.bundleURL.appendingPathComponent("Resources")
    do {
      return try Data(contentsOf: folder.appendingPathComponent(name))
    } catch {
      let reason =
        (error as? CocoaError)?.code == .fileReadNoSuchFile
        ? "it is not" : error.localizedDescription
      throw TrainingError("the embedded data file '\(name)' must be in \(folder.path); \(reason)")
    }
  }
}
