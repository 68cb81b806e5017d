/// The kind of a network, by what its layers do with their input.
package enum NetworkKind: String, CaseIterable, Hashable, Sendable, Codable {
  /// One matrix, or a sum of such: linear and logistic regression, factor models, bags of words.
  case linear
  /// Several matrices one after the other.
  case mlp
  /// Convolutions.
  case cnn
  /// The same cell at each place of a sequence.
  case rnn
  /// Attention between the places of a sequence.
  case transformer

  /// What a sentence calls it, such as `CNN`.
  package var title: String {
    switch self {
    case .linear: "linear model"
    case .mlp: "MLP"
    case .cnn: "CNN"
    case .rnn: "recurrent network"
    case .transformer: "transformer"
    }
  }

  /// The title with its article, such as `an MLP`.
  package var withArticle: String { (self == .mlp ? "an " : "a ") + title }

  /// Whether gradients of such networks are usually clipped.
  package var wantsClipping: Bool { self == .rnn || self == .transformer }
}
