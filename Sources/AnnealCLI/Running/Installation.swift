internal import Foundation

/// Where the programs are, and what they need beside them.
///
/// In a checkout, the programs are in `.build`, and the link `.torch` leads to libtorch.
/// `make install` puts programs and libraries into `PREFIX/lib/anneal`, so that the folder can be
/// moved.
struct Installation {
  /// The folder of the programs, without symbolic links.
  let folder: URL
  /// The checkout in which the programs were built, or nil if they were installed or copied.
  let checkout: URL?

  /// Of the program that runs.
  static let current = Installation(
    program: Bundle.main.executablePath ?? CommandLine.arguments[0])

  /// Of the program at `path`.
  init(program path: String) {
    folder = URL(fileURLWithPath: path).resolvingSymlinksInPath().deletingLastPathComponent()
    var parent = folder
    while parent.path != "/", parent.lastPathComponent != ".build" {
      parent.deleteLastPathComponent()
    }
    checkout = parent.path == "/" ? nil : parent.deletingLastPathComponent()
  }

  /// The program that trains.
  var engine: URL { folder.appendingPathComponent("anneal-engine") }

  /// Whether the program that trains is there and can be started.
  var hasEngine: Bool { FileManager.default.isExecutableFile(atPath: engine.path) }

  /// The folder of the embedded data sets.
  var resources: URL {
    #if canImport(Darwin)
      folder.appendingPathComponent("anneal_Tasks.bundle")
    #else
      folder.appendingPathComponent("anneal_Tasks.resources")
    #endif
  }

  /// The folder that must hold libtorch; nil if the programs were built or copied elsewhere, where
  /// only the loader knows.
  var libtorch: LibtorchFolder? {
    if let checkout { return LibtorchFolder(checkout.appendingPathComponent(".torch/lib")) }
    return prefix == nil ? nil : LibtorchFolder(folder.appendingPathComponent("libtorch"))
  }

  /// The folder into which the programs were installed: `PREFIX` of `PREFIX/lib/anneal`.
  var prefix: URL? {
    let library = folder.deletingLastPathComponent()
    guard checkout == nil, folder.lastPathComponent == "anneal", library.lastPathComponent == "lib"
    else { return nil }
    return library.deletingLastPathComponent()
  }

  /// How to put the programs in place.
  var advice: String {
    prefix == nil ? "build it with 'make build'" : "run 'make install' again"
  }

  /// How to put libtorch in place.
  var libtorchAdvice: String {
    prefix == nil
      ? "run 'make setup', or set ANNEAL_TORCH to a libtorch folder and run it then"
      : "run 'make install' again"
  }

  /// The version of Anneal, and which engine and libtorch it uses. It must stay quick: nothing is
  /// started or loaded.
  var versions: String {
    let engine = hasEngine ? self.engine.path : "missing; \(advice)"
    let libtorch: String
    switch self.libtorch {
    case nil: libtorch = "where the system's loader finds it"
    case let folder? where folder.isComplete: libtorch = folder.description
    default: libtorch = "missing; \(libtorchAdvice)"
    }
    return "anneal \(AnnealCommand.version)\nengine   \(engine)\nlibtorch \(libtorch)"
  }
}
