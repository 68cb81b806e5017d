internal import TrainingLogs

/// The words of which the names of measures are made.
enum MeasureWords {
  static let validation: Set<String> = [
    "val", "valid", "validation", "eval", "evaluation", "dev", "heldout", "holdout",
  ]
  static let test: Set<String> = ["test", "testing", "tst"]
  static let training: Set<String> = ["train", "training", "trn", "tr"]

  /// What makes a value another kind of number than the measure.
  static let foreign: Set<String> = [
    "best", "min", "minimum", "lowest", "max", "maximum", "scale", "scaler", "scaling", "weight",
    "weights", "coef", "coefficient", "lambda", "delta", "improvement", "target", "time", "std",
    "variance", "change", "grad", "gradient", "patience", "threshold", "previous", "prev", "last",
  ]
  /// What says how a value was taken, or nothing.
  static let empty: Set<String> = [
    "avg", "average", "averaged", "mean", "total", "running", "epoch", "epochs", "step", "steps",
    "final", "set", "ema", "smooth", "smoothed", "batch", "iter", "iteration", "current", "global",
    "dataloader", "idx", "metrics", "metric", "of", "the", "value", "is", "was", "after", "at",
    "with", "and", "in", "finished", "done", "completed", "results", "end", "info", "log", "saved",
    "model", "per", "for", "overall", "mini", "minibatch", "logs", "scalars", "trainer", "now",
  ]
  /// Measures that are smaller when better, besides those that are called a loss.
  static let errors: Set<String> = [
    "nll", "perplexity", "ppl", "mse", "rmse", "mae", "error", "err", "cost", "objective", "bpb",
    "bpc", "bce", "crossentropy", "xent", "deviance", "msle", "mape", "wer", "cer", "rmsle",
  ]
  /// Measures that are larger when better.
  static let scores: Set<String> = [
    "acc", "accuracy", "f1", "fscore", "auc", "auroc", "precision", "recall", "bleu", "rouge", "r2",
    "score", "reward", "return", "map", "iou", "miou", "dice", "psnr", "ssim", "top1", "top5",
    "likelihood", "elbo", "correct", "kappa", "mcc", "sensitivity", "specificity",
  ]

  /// The words of a name in lower case, also those that only capitals tell apart, and without what
  /// stands before ` - ` in Weights & Biases' names.
  static func words(of name: String) -> [String] {
    var words: [String] = []
    var word = ""
    var wasLower = false
    for character in name {
      let isWord = character.isLetter || character.isNumber
      if !isWord || (character.isUppercase && wasLower) {
        if !word.isEmpty { words.append(word) }
        word = ""
      }
      if isWord { word.append(contentsOf: character.lowercased()) }
      wasLower = character.isLowercase
    }
    if !word.isEmpty { words.append(word) }
    return words.flatMap(parted).filter { !$0.allSatisfy(\.isNumber) }
  }

  /// `valloss` as `val` and `loss`.
  private static func parted(_ word: String) -> [String] {
    guard word.hasSuffix("loss"), word.count > 4 else { return [word] }
    let front = String(word.dropLast(4))
    let isPart = validation.contains(front) || test.contains(front) || training.contains(front)
    return isPart ? [front, "loss"] : [word]
  }
}
