internal import TrainingLogs

/// The name of a series of losses in what a program prints: which measure it is, on which part of the
/// data.
package struct SeriesName: Hashable, Sendable, Codable {
  /// The part of the data.
  package enum Part: String, Hashable, Sendable, Codable {
    case validation, test, training
    /// The name does not say it; most print the training loss so.
    case unmarked
  }

  /// The part of the data.
  package let part: Part
  /// The measure, as `loss` or `kl loss`.
  package let measure: String

  package init(_ part: Part, _ measure: String) { (self.part, self.measure) = (part, measure) }

  /// How it is told: `validation loss`.
  package var description: String {
    let isTold = part == .unmarked || MeasureWords.words(of: measure).contains(where: Self.isPart)
    return isTold ? measure : "\(part.rawValue) \(measure)"
  }

  /// The series of a name with the words before it; nil if it is no measure that is smaller when
  /// better.
  ///
  /// - Parameter leading: the first words of the line, as `Test` of a line that begins with `Test: `.
  init?(_ name: String, context: [String] = [], leading: [String] = []) {
    var (name, context) = (name, context)
    // 'loss avg: 0.5' is about the loss
    while let last = context.last,
      MeasureWords.words(of: name).allSatisfy(MeasureWords.empty.contains)
    {
      name = last
      context.removeLast()
    }
    var own = MeasureWords.words(of: name)
    let before = context.flatMap(MeasureWords.words)
    if MeasureWords.foreign.contains(where: own.contains) { return nil }
    if let last = before.last(where: { !Self.isPart($0) && !MeasureWords.empty.contains($0) }) {
      if MeasureWords.foreign.contains(where: before.contains) { return nil }
      // 'kl loss' is another series than 'recon loss'
      if own == ["loss"], last.allSatisfy(\.isLetter), last.count <= 12 { own = [last, "loss"] }
    }
    let measures = own.filter { !Self.isPart($0) && !MeasureWords.empty.contains($0) }
    guard !measures.isEmpty, measures.contains(where: Self.isLoss) || Self.isError(measures),
      !measures.contains(where: MeasureWords.scores.contains)
    else { return nil }
    part = Self.part(of: own) ?? Self.part(of: before) ?? Self.part(of: leading) ?? .unmarked
    measure = measures.joined(separator: " ")
  }

  /// Whether a name is of a measure that is larger when better.
  static func isScore(_ name: String) -> Bool {
    let words = MeasureWords.words(of: name)
    return words.contains(where: MeasureWords.scores.contains) && !words.contains(where: isLoss)
  }

  private static func isLoss(_ word: String) -> Bool {
    word.hasSuffix("loss") || word.hasSuffix("losses") || word.hasPrefix("loss")
  }

  private static func isError(_ words: [String]) -> Bool {
    words.contains(where: MeasureWords.errors.contains)
      || MeasureWords.errors.contains(words.joined())
  }

  private static func isPart(_ word: String) -> Bool { part(of: [word]) != nil }

  private static func part(of words: [String]) -> Part? {
    if words.contains(where: MeasureWords.validation.contains) { return .validation }
    if words.contains(where: MeasureWords.test.contains) { return .test }
    return words.contains(where: MeasureWords.training.contains) ? .training : nil
  }

  /// What is taken where several series are there: less is better. A loss comes before another
  /// measure, a validation loss before a training loss, and the whole loss before its parts.
  var rank: (Int, Int, Int) {
    let isLoss = measure.split(separator: " ").contains { Self.isLoss(String($0)) }
    let parts: [Part: Int] = [.validation: 0, .test: 1, .unmarked: 2, .training: 2]
    return (isLoss ? 0 : 1, parts[part] ?? 2, measure == "loss" ? 0 : 1)
  }
}
