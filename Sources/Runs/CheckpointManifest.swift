/// The shape of `state.json`.
enum CheckpointManifest {
  static let formatVersion = 1

  /// A neighbour of the state file.
  struct File: Codable {
    let bytes: Int
    let sha256: String
  }

  /// What is written.
  struct Written<State: Encodable>: Encodable {
    let formatVersion = CheckpointManifest.formatVersion
    let step: Int
    let files: [String: File]
    let state: State
  }

  /// What can be read without knowing the caller's state.
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
