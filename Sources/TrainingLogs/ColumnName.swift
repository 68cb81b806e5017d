internal import Foundation

/// A column's name as it is compared: without case and punctuation, without what tools put around
/// it.
public struct ColumnName: Hashable, Sendable {
  /// The letters and digits alone, in lower case.
  public let plain: String
  /// The words between punctuation, in lower case.
  let words: [String]
  /// Whether it is one of Anneal's: `rate head.*` is the rate of the parameters `head.*`.
  private let isOfGroup: Bool

  /// Takes a name apart.
  public init(_ name: String) {
    // Weights & Biases: 'calm-river-7 - train/learning_rate'
    var part = Substring(name)
    if let position = name.range(of: " - ") { part = name[position.upperBound...] }
    var words: [String] = []
    var word = ""
    for character in part.lowercased() {
      if character.isLetter || character.isNumber {
        word.append(character)
      } else if !word.isEmpty {
        words.append(word)
        word = ""
      }
    }
    if !word.isEmpty { words.append(word) }
    self.words = words
    plain = words.joined()
    isOfGroup = name.hasPrefix("rate ")
  }

  private static let steps: [String] = [
    "step", "globalstep", "trainerglobalstep", "trainglobalstep", "iteration", "iterations",
    "iter", "iters", "numupdates", "trainstep", "trainingstep", "update", "updates", "stepnum",
    "numsteps", "trainiteration", "trainiter", "globaliteration", "globaliter", "itr", "it", "s",
    "batch", "batchidx", "t",
  ]
  private static let epochs: [String] = [
    "epoch", "epochs", "trainepoch", "epochnum", "currentepoch", "epochidx", "ep",
  ]

  /// What such a column counts; nil if it is not one that counts.
  public var unit: LogUnit? {
    if Self.steps.contains(plain) { return .steps }
    return Self.epochs.contains(plain) ? .epochs : nil
  }

  /// How much such a column is to be preferred where several count: less is better.
  public var stepRank: Int {
    Self.steps.firstIndex(of: plain) ?? Self.steps.count + (Self.epochs.firstIndex(of: plain) ?? 99)
  }

  private static let rates: Set<String> = [
    "lr", "learningrate", "rate", "lrrate", "learnrate", "eta", "currentlr", "baselr", "lrs",
    "learningrates", "lrgroup",
  ]
  // `__MIN` and `__MAX` are the bounds of what was drawn; Lightning logs what else an optimizer has
  private static let others: Set<String> = ["min", "max", "momentum", "decay"]

  /// Whether the column has learning rates in it, by its name.
  public var isRate: Bool {
    if let last = words.last, Self.others.contains(last), words.count > 1 { return false }
    if Self.rates.contains(plain) || isOfGroup { return true }
    let numberless = words.map { String($0.prefix { !$0.isNumber }) }
    // 'train_lr', 'x/lr0', 'lr-AdamW', 'lr/pg1', 'Train/learning_rate', 'actor/lr'
    if words.contains("lr") || numberless.contains("lr") { return true }
    return zip(words, words.dropFirst()).contains { $0 == "learning" && $1.hasPrefix("rate") }
      || words.contains { $0.hasPrefix("learningrate") }
  }

  /// The name without what tells the groups of parameters apart: that of `lr/pg0` and `lr/pg1` is
  /// `lr`.
  public var family: String {
    if isOfGroup { return "rate" }
    return words.map { $0.filter { !$0.isNumber } }.filter { $0 != "pg" && $0 != "group" }.joined()
  }
}
