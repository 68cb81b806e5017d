internal import Anneal
internal import AnnealCLI
public import ArgumentParser
internal import DataFiles
internal import Foundation
internal import Torch

/// Tells `anneal doctor` about libtorch and the devices; not for people.
public struct EngineProbeCommand: ParsableCommand {
  /// It is not listed.
  public static let configuration = CommandConfiguration(
    commandName: EngineProbe.command, abstract: "Tell 'anneal doctor' about libtorch.",
    shouldDisplay: false)

  /// Created by the argument parser.
  public init() {}

  /// Prints an `EngineProbe`, after libtorch has computed something.
  public mutating func run() throws {
    let matrix = try Tensor.ones([2, 2])
    _ = try matrix.matmul(matrix)
    let cache = DataCache()
    try printJSON(
      EngineProbe(
        version: AnnealCommand.version, libtorch: Engine.version, libtorchFile: Self.libtorchFile,
        threads: Engine.threads, idleCores: Engine.idleProcessors, devices: Self.devices,
        dataFolder: cache.folder.path, isUserFolder: cache.isUserFolder,
        dataSets: ["mnist": Self.presence(of: MNISTFiles.all, in: cache)]))
  }

  private static var devices: [String] {
    let cuda = (0..<128).lazy.map { Device.cuda($0) }.prefix(while: \.isAvailable)
    let all = [Device.cpu] + Array(cuda) + [Device.mps].filter(\.isAvailable)
    return all.map(\.description)
  }

  private static func presence(
    of files: [RemoteFile], in cache: DataCache
  ) -> EngineProbe.Presence {
    let found = files.compactMap(cache.location)
    guard found.allSatisfy({ access($0.path, R_OK) == 0 }) else { return .unreadable }
    return found.isEmpty ? .missing : found.count < files.count ? .incomplete : .complete
  }

  /// The file of libtorch in this process's memory, as Linux lists it.
  private static var libtorchFile: String? {
    // String(contentsOfFile:) ends at the first short read, and the kernel makes short ones here.
    let maps = try? FileHandle(forReadingAtPath: "/proc/self/maps")?.readToEnd()
    let lines = maps.map { String(decoding: $0, as: UTF8.self).split(separator: "\n") } ?? []
    guard let line = lines.first(where: { $0.hasSuffix("/libtorch_cpu.so") }),
      let start = line.firstIndex(of: "/")
    else { return nil }
    return String(line[start...])
  }
}
