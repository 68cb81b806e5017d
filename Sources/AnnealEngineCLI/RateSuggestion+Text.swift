internal import AnnealCLI
internal import Charts
internal import Search

extension ExpectedRegret {
  /// What the numbers say, as a sentence.
  var sentence: String {
    "in a study, the loss of a run at such a rate was within \(medianText) of the best in half "
      + "of the cases, and within \(ninetiethText) in nine of ten"
  }

  /// The regret of half of the cases: `13 %`, or `a factor of 6`.
  var medianText: String { Self.text(median) }
  /// That of nine of ten.
  var ninetiethText: String { Self.text(ninetieth) }

  private static func text(_ regret: Double) -> String {
    regret < 2 ? "\(Int((regret * 100).rounded())) %" : "a factor of \(Int((1 + regret).rounded()))"
  }
}

extension RateSuggestion {
  /// How the rate was found, and how sure it is, as a part of a sentence.
  var origin: String {
    let (low, high) = (compact(interval.lowerBound), compact(interval.upperBound))
    let interval = "one as good as the best is most likely in \(low) … \(high)"
    guard !isTypical else {
      let reason =
        budget == .none
        ? "since nothing was searched for" : "since the run is too short for a search"
      return "typical of the optimizer, \(reason); \(interval)"
    }
    let flat = flatRange.map {
      "; trials at \(compact($0.lowerBound)) … \(compact($0.upperBound)) hardly differed"
    }
    return "found in \(count(steps, "step")); \(interval)\(flat ?? "")"
  }
}
