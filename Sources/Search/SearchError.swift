/// A search that ends without a suggestion.
public enum SearchError: Error, Hashable, CustomStringConvertible {
  /// The loss was no number from the first steps on.
  case nothingTrains
  /// Every probe broke off.
  case noProbeTrains([Probe])
  /// Whoever watched said stop.
  case stopped

  /// One sentence.
  public var description: String {
    switch self {
    case .nothingTrains:
      "no learning rate can be found: the loss must be finite in the first steps; "
        + "it was not at any rate of the ramp"
    case .noProbeTrains(let probes):
      "no learning rate can be found: a short training must end with a finite loss; at the rates "
        + probes.map { "\($0.rate)" }.joined(separator: ", ") + " none did"
    case .stopped: "the search for a learning rate was stopped"
    }
  }
}
