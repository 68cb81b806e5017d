internal import AnnealCLI
internal import Charts
internal import Search

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
