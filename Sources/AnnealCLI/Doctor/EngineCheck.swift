internal import Charts
internal import Foundation

/// Starts the engine to see whether it answers, and whether libtorch loads.
struct EngineCheck {
  let installation: Installation
  private let seconds: Double

  /// Checks the engine of `installation`, which must answer within so many seconds.
  init(of installation: Installation, within seconds: Double) {
    (self.installation, self.seconds) = (installation, seconds)
  }

  /// What is wrong with the engine or with libtorch.
  private struct Fault: Error {
    enum Part { case engine, libtorch }

    let part: Part
    let text: String
    let remedy: String
  }

  /// The engine, libtorch, the cores, the devices, and the data sets.
  ///
  /// The engine knows where data sets are. The code for this is linked with that for downloads, with
  /// which `anneal` would start more slowly.
  func findings() -> [Finding] {
    let engine = installation.engine.path
    let libtorch = installation.libtorch
    do throws(Fault) {
      let start = ContinuousClock.now
      let probe = try answer()
      let time = (ContinuousClock.now - start) / .seconds(1)
      return [
        .ok("engine", "anneal-engine, beside it, answers in \(fixed(time, decimals: 1)) s"),
        loaded(probe), cores(probe), devices(probe), .data(probe),
      ]
    } catch {
      let isLibtorch = error.part == .libtorch
      let (text, remedy) = (error.text, error.remedy)
      let known = libtorch.map { $0.isComplete ? "\($0), not tried" : "not tried" } ?? "not tried"
      return [
        isLibtorch
          ? .absent("engine", "\(engine), does not start without libtorch")
          : .wrong("engine", text, remedy: remedy),
        isLibtorch
          ? .wrong("libtorch", text, remedy: remedy)
          : .absent("libtorch", "\(known), since the engine does not answer"),
        cores(nil),
        .absent("devices", "not known, since the engine does not answer"),
        .absent("data", "not known, since the engine does not answer"),
      ]
    }
  }

  /// The answer of the engine.
  private func answer() throws(Fault) -> EngineProbe {
    try checkParts()
    let (command, advice) = (installation.engine.path, installation.advice)
    let child: ChildProcess
    do {
      try EngineLauncher.checkLimits()
      child = try ChildProcess(command, [EngineProbe.command], within: seconds)
    } catch { throw fault("\(error)") }
    switch child.end {
    case .timedOut:
      throw Fault(
        part: .engine, text: "\(command) must answer within \(compact(seconds)) s; it does not",
        remedy: "give it longer with --timeout, or \(advice)")
    case .killed(let signal):
      throw Fault(
        part: .engine,
        text: "\(command) must answer; signal \(signal) ended it (\(name(of: signal)))",
        remedy: advice)
    case .exited(0): return try decode(child.output)
    case .exited(let code):
      let lines = child.errors.split(separator: "\n").map(String.init)
      throw lines.last.map(fault)
        ?? Fault(
          part: .engine, text: "\(command) must answer; it ends with exit code \(code)",
          remedy: advice)
    }
  }

  /// The probe in `text`, from an engine of the same version.
  private func decode(_ text: String) throws(Fault) -> EngineProbe {
    struct Version: Decodable { let version: String }
    let (command, advice) = (installation.engine.path, installation.advice)
    let data = Data(text.utf8)
    let version = (try? JSONDecoder().decode(Version.self, from: data))?.version
    if let version, version != AnnealCommand.version {
      throw Fault(
        part: .engine,
        text: "\(command) must have the version of anneal, \(AnnealCommand.version); it has "
          + version, remedy: advice)
    }
    guard let probe = try? JSONDecoder().decode(EngineProbe.self, from: data) else {
      throw Fault(
        part: .engine, text: "\(command) gives no answer that can be read", remedy: advice)
    }
    return probe
  }

  /// Checks that all files are there, so that none is missed by its absence only.
  private func checkParts() throws(Fault) {
    let (engine, advice) = (installation.engine.path, installation.advice)
    guard WorkingDirectory.exists else {
      throw Fault(
        part: .engine, text: "training needs a working directory; this one was removed",
        remedy: "change to another one")
    }
    guard installation.hasEngine else {
      let isThere = FileManager.default.fileExists(atPath: engine)
      throw Fault(
        part: .engine,
        text: "\(engine) must be there to train; it \(isThere ? "is not a program" : "is missing")",
        remedy: advice)
    }
    guard FileManager.default.fileExists(atPath: installation.resources.path) else {
      throw Fault(
        part: .engine,
        text: "\(installation.resources.path) must be there, with the embedded data; it is missing",
        remedy: advice)
    }
    if let libtorch = installation.libtorch, !libtorch.isComplete {
      throw Fault(
        part: .libtorch, text: "it must be in \(libtorch.url.path); it is missing",
        remedy: installation.libtorchAdvice)
    }
  }

  /// The fault that the system's loader, the engine or a check has told in `message`.
  private func fault(_ message: String) -> Fault {
    // The loader names the program first.
    let (command, own) = ("\(installation.engine.path): ", "anneal: ")
    var text = message
    for prefix in [command, own] where text.hasPrefix(prefix) { text.removeFirst(prefix.count) }
    let loader = "error while loading shared libraries: "
    if text.hasPrefix(loader) {
      text.removeFirst(loader.count)
      let library = String(text.prefix { $0 != ":" })
      let name = URL(fileURLWithPath: library).lastPathComponent
      if ["libtorch", "libc10", "libgomp"].contains(where: name.hasPrefix) {
        return Fault(
          part: .libtorch, text: "it does not load: \(text)", remedy: installation.libtorchAdvice)
      }
      return Fault(
        part: .engine, text: "it does not start: \(text)",
        remedy: "install the package that has \(name), or \(installation.advice)")
    }
    if text.hasPrefix("symbol lookup error: ") {
      return Fault(
        part: .libtorch, text: "it is not the one with which the engine was built: \(text)",
        remedy: installation.advice)
    }
    // Limits of the process are told with their remedy.
    if let range = text.range(of: ": raise ") {
      return Fault(
        part: .engine, text: String(text[..<range.lowerBound]),
        remedy: "raise \(text[range.upperBound...])")
    }
    return Fault(part: .engine, text: "it does not start: \(text)", remedy: installation.advice)
  }

  private func name(of signal: Int32) -> String {
    strsignal(signal).map { String(cString: $0).lowercased() } ?? "unknown"
  }
}
