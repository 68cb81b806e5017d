/// The shape of `state.json`.
enum CheckpointManifest {
  static let formatVersion = 1

  /// Another file of the checkpoint.
  struct File: Codable {
    let bytes: Int
    let sha256: String
  }

  /// The content of the file.
  struct Written<State: Encodable>: Encodable {
    let formatVersion = CheckpointManifest.formatVersion
    let step: Int
    let files: [String: File]
    let state: State
  }

  /// The part that can be read without knowing the type of the caller's state.
  struct Header: Decodable {
    let formatVersion: Int
    let step: Int
    let files: [String: File]
  }

  /// The caller's state.
  struct Body<State: Decodable>: Decodable {
    let state: State
  }
}
