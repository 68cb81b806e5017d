internal import Models

/// The training of pictures and recordings by their number: enough updates for a small network.
struct MediaSettings {
  let batchSize: Int
  let epochs: Int

  init(examples: Int) {
    batchSize = examples < 1_000 ? 16 : examples < 20_000 ? 32 : 64
    let updates = examples < 1_000 ? 1_000 : 2_000
    epochs = min(40, max(3, updates * batchSize / max(1, examples)))
  }

  /// The peak rate of AdamW for a network with batch normalization. A search on augmented pictures
  /// finds rates that are several times too low.
  static let usualRate = 3e-3

  /// The network of these settings.
  static var form: any ModelForm { CNNModel(dropout: 0.2) }
}
