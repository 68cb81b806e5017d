package import Search

extension ExpectedRegret {
  /// What the numbers say, as a sentence.
  package var sentence: String {
    "in a study, the loss of a run at such a rate was within \(medianText) of the best in half "
      + "of the cases, and within \(ninetiethText) in nine of ten"
  }

  /// The regret of half of the cases: `13 %`, or `a factor of 6`.
  package var medianText: String { Self.text(median) }
  /// That of nine of ten.
  package var ninetiethText: String { Self.text(ninetieth) }

  private static func text(_ regret: Double) -> String {
    regret < 2 ? "\(Int((regret * 100).rounded())) %" : "a factor of \(Int((1 + regret).rounded()))"
  }
}
