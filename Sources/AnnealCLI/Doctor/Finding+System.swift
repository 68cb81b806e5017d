internal import Foundation

extension Finding {
  /// The command itself.
  static func command(_ installation: Installation) -> Finding {
    .ok("anneal", "\(AnnealCommand.version) in \(installation.folder.path)")
  }

  /// Swift, which is needed to build only.
  static func swift(
    path: String = ProcessInfo.processInfo.environment["PATH"] ?? "", within seconds: Double
  ) -> Finding {
    let candidates = path.split(separator: ":").map { folder in "\(folder)/swift" }
    guard let program = candidates.first(where: { access($0, X_OK) == 0 })
    else { return .absent("swift", "not on the PATH; needed only to build") }
    // The compiler tells the version itself. The driver, called `swift`, starts the compiler for it,
    // and on a busy machine it sometimes misses that the compiler has ended, and waits for ever.
    let compiler = URL(fileURLWithPath: program).resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent("swift-frontend").path
    let teller = access(compiler, X_OK) == 0 ? compiler : program
    let child = try? ChildProcess(teller, ["--version"], within: seconds)
    guard let child, child.end == .exited(0),
      let match = (child.output + child.errors).firstMatch(of: /Swift version (\d+\.\d+(?:\.\d+)?)/)
    else { return .absent("swift", "\(program) does not tell its version; needed only to build") }
    let version = String(match.1)
    if version.compare("6.3", options: .numeric) == .orderedAscending {
      return .absent(
        "swift", "\(version) in \(program); needed only to build", remedy: "to build, install 6.3")
    }
    return .ok("swift", "\(version) in \(program)")
  }

  /// The library that reads WAV files, which is loaded when it is first needed.
  static func soundFiles() -> Finding {
    #if canImport(Darwin)
      let name = "libsndfile.1.dylib"
    #else
      let name = "libsndfile.so.1"
    #endif
    guard let library = dlopen(name, RTLD_LAZY) else {
      return .absent(
        "audio", "\(name) does not load; needed only for WAV files",
        remedy: "on Debian: apt-get install libsndfile1")
    }
    defer { dlclose(library) }
    typealias VersionFunction = @convention(c) () -> UnsafePointer<CChar>?
    let version = dlsym(library, "sf_version_string")
      .flatMap { unsafeBitCast($0, to: VersionFunction.self)() }.map { String(cString: $0) }
    return .ok("audio", "\(version ?? name) loads, for WAV files")
  }

  /// The completions in shells.
  static func completions(_ installation: Installation) -> Finding {
    let advice = "'make install' installs them for bash, zsh and fish"
    guard let prefix = installation.prefix else {
      return .absent("completions", "not installed", remedy: advice)
    }
    let share = prefix.appendingPathComponent("share")
    let files = [
      ("bash", "bash-completion/completions/anneal"), ("zsh", "zsh/site-functions/_anneal"),
      ("fish", "fish/vendor_completions.d/anneal.fish"),
    ]
    let missing = files.filter {
      !FileManager.default.fileExists(atPath: share.appendingPathComponent($0.1).path)
    }
    guard missing.isEmpty else {
      let shells = missing.map(\.0).joined(separator: ", ")
      return .absent("completions", "not in \(share.path) for \(shells)", remedy: advice)
    }
    return .ok("completions", "for bash, zsh and fish in \(share.path)")
  }
}
