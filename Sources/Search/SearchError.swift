/// A search without a suggestion.
public enum SearchError: Error, Hashable, CustomStringConvertible {
  /// No trial ended with a finite loss below the one before training.
  case nothingTrains([RateTrial])
  /// The range test `by` that name has no suggestion, for a reason that is part of a sentence.
  case noSuggestion(by: String, String)
  /// The caller stopped the search.
  case stopped

  /// One sentence.
  public var description: String {
    switch self {
    case .nothingTrains(let trials):
      "no learning rate can be found: a short training must lower the loss; at the rates "
        + Set(trials.map(\.rate)).sorted().map { "\($0.threeDigits)" }.joined(separator: ", ")
        + " none did; scale the data, or give a rate"
    case .noSuggestion(let name, let reason):
      "no learning rate can be found by \(name): \(reason); search by trials, or give a rate"
    case .stopped: "the search for a learning rate was stopped"
    }
  }
}
