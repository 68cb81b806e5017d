/// A search without a suggestion.
public enum SearchError: Error, Hashable, CustomStringConvertible {
  /// The loss became NaN or infinite in the first quarter of the ramp, below this learning rate.
  case nothingTrains(below: Double)
  /// The loss of every probe became NaN or infinite.
  case noProbeTrains([Probe])
  /// The caller stopped the search.
  case stopped

  /// One sentence.
  public var description: String {
    switch self {
    case .nothingTrains(let rate):
      "no learning rate can be found: the loss must stay finite while the rate rises to \(rate); "
        + "it did not; scale the data, or give a rate"
    case .noProbeTrains(let probes):
      "no learning rate can be found: a short training must end with a finite loss; at the rates "
        + probes.map { "\($0.rate)" }.joined(separator: ", ") + " none did"
    case .stopped: "the search for a learning rate was stopped"
    }
  }
}
