internal import Models
internal import Tables

/// The network and the training by the number of rows to train on: a few thousand updates, with a
/// larger network and larger batches for more rows.
///
/// Chosen on the tables of docs/tables.md. Dropout and a larger weight decay help classes, which are
/// learned by heart sooner than numbers, and harm numbers, whose noise they add to.
struct TableSettings {
  let hidden: [Int]
  let dropout: Double
  let weightDecay: Double
  let batchSize: Int
  let epochs: Int

  init(rows: Int, purpose: TablePurpose) {
    let (isSmall, areClasses) = (rows < 1_000, purpose == .classify)
    hidden =
      switch rows {
      case ..<1_000: areClasses ? [64, 64] : [32]
      case ..<5_000: [64, 64]
      case ..<50_000: [128, 128]
      default: [256, 128]
      }
    (dropout, weightDecay) =
      switch (areClasses, isSmall) {
      case (true, true): (0.2, 0.25)
      case (true, false), (false, true): (0.1, 0.1)
      case (false, false): (0, 0.01)
      }
    batchSize =
      switch rows {
      case ..<1_000: 16
      case ..<5_000: 32
      case ..<20_000: 64
      default: 128
      }
    let updates = isSmall ? 2_000 : areClasses ? 3_000 : 6_000
    let longest = areClasses ? 100 : 200
    epochs = min(longest, max(10, updates * batchSize / max(1, rows)))
  }

  /// The network of these settings.
  var form: any ModelForm { MLPModel(hidden: hidden, dropout: dropout) }
}
