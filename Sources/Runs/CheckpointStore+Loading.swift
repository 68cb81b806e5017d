internal import Digests
import Foundation

extension CheckpointStore {
  /// Reads the checkpoint of `step`, and checks every byte of it.
  ///
  /// - Throws: ``RunsError``; for a damaged checkpoint it names the file and both digests, and
  ///   lists the intact checkpoints before it.
  public func load<State: Decodable>(
    _ step: Int, as type: State.Type = State.self
  ) throws -> Checkpoint<State> {
    let known = try steps()
    guard known.contains(step) else {
      throw RunsError(
        .unknown, folder.path,
        requirement: known.isEmpty
          ? "there must be a checkpoint" : "the step must be one of \(Self.list(known))",
        received: known.isEmpty ? "none" : "\(step)")
    }
    do {
      let (document, files) = try verifiedFiles(step)
      let state: State
      do {
        state = try JSONText.makeDecoder()
          .decode(CheckpointManifest.Body<State>.self, from: document).state
      } catch {
        throw RunsError(
          .damaged, path(step, Self.stateFile), requirement: "the state must be a \(State.self)",
          received: "\(error)")
      }
      return Checkpoint(step: step, state: state, files: files)
    } catch let error as RunsError where error.kind == .damaged {
      let intact = known.filter { $0 < step && (try? verifiedFiles($0)) != nil }
      throw RunsError(
        error.kind, error.subject, requirement: error.requirement, received: error.received,
        advice: intact.isEmpty
          ? "no earlier checkpoint is intact"
          : "intact checkpoints before it are at step \(Self.list(intact))",
        intactSteps: intact)
    }
  }

  /// Checks every byte of the checkpoint of `step`.
  ///
  /// - Throws: ``RunsError`` as ``load(_:as:)``, without a list of others.
  public func verify(_ step: Int) throws { _ = try verifiedFiles(step) }

  private func verifiedFiles(_ step: Int) throws -> (document: Data, files: [String: Data]) {
    let digestPath = path(step, Self.digestFile)
    let line = String(decoding: try read(step, Self.digestFile), as: UTF8.self)
    let stated = line.prefix(64)
    guard line == "\(stated)  \(Self.stateFile)\n", stated.allSatisfy(\.isHexDigit) else {
      throw RunsError(
        .damaged, digestPath, requirement: "it must hold a SHA-256 and '\(Self.stateFile)'",
        received: "'\(line.trimmingCharacters(in: .newlines))'")
    }
    let document = try read(step, Self.stateFile)
    try check(document, path(step, Self.stateFile), String(stated), by: Self.digestFile)
    let header: CheckpointManifest.Header
    do {
      header = try JSONText.makeDecoder().decode(CheckpointManifest.Header.self, from: document)
    } catch {
      throw damage(path(step, Self.stateFile), "it must be a checkpoint's state", "\(error)")
    }
    guard header.formatVersion == CheckpointManifest.formatVersion else {
      throw RunsError(
        .newer, path(step, Self.stateFile),
        requirement: "the format must be of version \(CheckpointManifest.formatVersion)",
        received: "version \(header.formatVersion)", advice: "update Anneal")
    }
    guard header.step == step else {
      throw damage(
        path(step, Self.stateFile), "it must be the state at step \(step), as its folder says",
        "step \(header.step)")
    }
    var files: [String: Data] = [:]
    for (name, entry) in header.files.sorted(by: { $0.key < $1.key }) {
      let data = try read(step, name)
      try check(data, path(step, name), entry.sha256, by: Self.stateFile)
      files[name] = data
    }
    return (document, files)
  }

  private func read(_ step: Int, _ name: String) throws -> Data {
    let path = path(step, name)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw damage(path, "the file must be there", "no such file")
    }
    guard !isFolder.boolValue else {
      throw damage(path, "the file must be a file", "a folder")
    }
    do { return try Data(contentsOf: URL(fileURLWithPath: path)) } catch {
      throw RunsError(
        .inputOutput, path, requirement: "the file must be readable",
        received: "\"\(error.reason)\"")
    }
  }

  private func check(_ data: Data, _ path: String, _ expected: String, by file: String) throws {
    let received = SHA256Digest.text(of: data)
    guard received == expected else {
      throw damage(
        path, "the content must have the SHA-256 \(expected) that \(file) states", received)
    }
  }

  private func damage(_ path: String, _ requirement: String, _ received: String) -> RunsError {
    RunsError(.damaged, path, requirement: requirement, received: received)
  }

  private func path(_ step: Int, _ name: String) -> String {
    location(of: step).appendingPathComponent(name).path
  }

  private static func list(_ steps: [Int]) -> String {
    steps.map(String.init).joined(separator: ", ")
  }
}
