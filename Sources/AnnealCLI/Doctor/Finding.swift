/// What `anneal doctor` found about one thing that Anneal uses.
struct Finding: Encodable, Equatable {
  /// Whether the thing serves.
  enum State: String, Encodable {
    /// It serves.
    case ok
    /// It is needed, and does not serve.
    case wrong
    /// It is not there, and is needed for some purposes only.
    case absent
  }

  /// The name of the thing.
  let name: String
  /// Whether it serves.
  let state: State
  /// What was found: a version, a path, a size, or what is wrong.
  let text: String
  /// What mends it; nil if nothing is needed.
  let remedy: String?

  /// It serves.
  static func ok(_ name: String, _ text: String) -> Finding {
    Finding(name: name, state: .ok, text: text, remedy: nil)
  }

  /// It is needed and does not serve; the remedy is an imperative sentence.
  static func wrong(_ name: String, _ text: String, remedy: String) -> Finding {
    Finding(name: name, state: .wrong, text: text, remedy: remedy)
  }

  /// It is not there, but is not needed for all.
  static func absent(_ name: String, _ text: String, remedy: String? = nil) -> Finding {
    Finding(name: name, state: .absent, text: text, remedy: remedy)
  }
}
