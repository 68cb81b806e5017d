internal import DataFiles
internal import Digests
internal import Foundation
internal import Notation
internal import Runs
internal import Training

/// The file that a model of own data takes weights from before training:
/// `weights: "base.safetensors"`, or with a pattern and the file's digest
/// `weights: weights("base.safetensors", only: "layers.*", sha256: "…")`.
struct StartingWeights: NotationValue, Hashable, Sendable {
  /// A safetensors file with Anneal's or PyTorch's names.
  var path: String
  /// The tensors to take, by their names in Anneal or PyTorch; nil for all.
  var only: NamePattern?
  /// SHA-256 of the file in hexadecimal digits; nil as long as nothing was trained from it.
  var digest: String?

  /// What an error says that it must be.
  static let shown = "\"file\" or weights(\"file\", only: \"pattern\")"

  /// Reads a path in quotes or a call of `weights`.
  init(notation: NotationExpression, named name: String) throws {
    if case .string(let path) = notation.kind {
      self.path = path
      return
    }
    guard case .call(let call) = notation.kind, call.name == "weights" else {
      throw notation.mismatch(name, Self.shown)
    }
    var arguments = try ArgumentReader(notation, role: "a file of weights")
    path = try arguments.unlabelled("file")
    only = try arguments.optional("only", as: String.self).map { NamePattern($0) }
    digest = try arguments.optional("sha256")
    try arguments.finish()
    if let fault = only?.fault {
      throw arguments.error(for: "only", fault.requirement, received: fault.received)
    }
  }

  /// The path alone, or the call.
  var notation: NotationExpression {
    guard only != nil || digest != nil else { return path.notation }
    let others = [("only", only?.text), ("sha256", digest)].compactMap { label, text in
      text.map { NotationArgument(label, $0.notation) }
    }
    return .call("weights", [NotationArgument(nil, path.notation)] + others)
  }

  /// Reads the file, and sets ``digest``.
  ///
  /// - Throws: `DataFileError` for a file that is not there, or has another digest than the one
  ///   given; `RunsError` for one that is no safetensors file.
  mutating func read() throws -> SafetensorsFile {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw DataFileError(
        .missing, file: path, requirement: "the file of weights must be readable",
        received: "no such file, or no right to read it")
    }
    let received = SHA256Digest.text(of: data)
    if let digest, digest != received {
      throw DataFileError(
        .checksum, file: path,
        requirement: "the weights that the run started from must have the SHA-256 \(digest)",
        received: received, advice: "restore the file, or start a new run")
    }
    digest = received
    return try SafetensorsFile(data, file: path)
  }
}
