internal import Foundation

extension EngineCheck {
  /// libtorch, which the engine has loaded.
  func loaded(_ probe: EngineProbe) -> Finding {
    let file = probe.libtorchFile.map { URL(fileURLWithPath: $0).resolvingSymlinksInPath() }
    guard let folder = file.map({ LibtorchFolder($0.deletingLastPathComponent()) }) else {
      return .ok("libtorch", "\(probe.libtorch), loaded")
    }
    // The header of a package for one kind of device has the same version as that for another.
    if let version = folder.version, version != probe.libtorch {
      return .wrong(
        "libtorch",
        "the engine was built with version \(probe.libtorch) and loads version \(folder)",
        remedy: installation.advice)
    }
    return .ok("libtorch", "\(probe.libtorch), loaded from \(folder.url.path)")
  }

  /// The cores; what is not known without the engine is left out.
  func cores(_ probe: EngineProbe?) -> Finding {
    let cores = count(ProcessInfo.processInfo.activeProcessorCount, "core")
    guard let probe else { return .ok("cores", cores) }
    return .ok(
      "cores",
      "\(cores), \(probe.idleCores) of them idle now; an operation uses "
        + count(probe.threads, "thread"))
  }

  /// The devices on which a training can run.
  func devices(_ probe: EngineProbe) -> Finding {
    let names = probe.devices.joined(separator: ", ")
    let hasGPU = FileManager.default.fileExists(atPath: "/dev/nvidiactl")
    guard hasGPU, !probe.devices.contains(where: { $0.hasPrefix("cuda") }) else {
      return .ok("devices", names)
    }
    return .absent(
      "devices", "\(names); this libtorch cannot use the NVIDIA GPU that is there",
      remedy: "set ANNEAL_TORCH to a libtorch with CUDA, and run 'make setup' and 'make build'")
  }
}
