internal import Foundation

/// The folder of libtorch's libraries.
struct LibtorchFolder: CustomStringConvertible {
  /// The folder as it was named, perhaps through links.
  let url: URL

  init(_ url: URL) { self.url = url }

  /// Whether the largest of the libraries is there.
  var isComplete: Bool {
    ["libtorch_cpu.so", "libtorch_cpu.dylib"].contains {
      FileManager.default.fileExists(atPath: url.appendingPathComponent($0).path)
    }
  }

  /// The version without loading a library: from the file that `make install` writes, or from
  /// libtorch's headers; nil if there are neither.
  var version: String? {
    let real = url.resolvingSymlinksInPath()
    if let text = try? String(contentsOf: real.appendingPathComponent("version"), encoding: .utf8) {
      let version = text.trimmingCharacters(in: .whitespacesAndNewlines)
      return version.isEmpty ? nil : version
    }
    let header = real.deletingLastPathComponent()
      .appendingPathComponent("include/torch/headeronly/version.h")
    guard let text = try? String(contentsOf: header, encoding: .utf8),
      let match = text.firstMatch(of: /#define TORCH_VERSION [\s\\]*"([^"]+)"/)
    else { return nil }
    return String(match.1)
  }

  /// `2.13.0 in /opt/libtorch/lib`.
  var description: String {
    "\(version ?? "of unknown version") in \(url.resolvingSymlinksInPath().path)"
  }
}
