/// How many steps a search for a rate may make, as a share of the run's.
///
/// A search never stops in its middle because its budget is spent: the budget decides the lengths of its
/// trials, and how many there are.
public enum SearchBudget: String, CaseIterable, Hashable, Sendable, Codable {
  /// No search: the typical rate of the optimizer.
  case none = "0"
  /// About a tenth: trials of 1 % and 2 % of the run.
  case tenth = "10%"
  /// About a sixth: trials of 2 % and 4 %.
  case sixth = "16%"
  /// About two fifths: trials of 2 % and 8 %.
  case twoFifths = "40%"
  /// At most a whole run: trials of 2 % and 16 %.
  case whole = "100%"
  /// About three runs: as a sixth, and then whole runs at the suggested rate, a higher and a lower
  /// one.
  case threefold = "300%"

  /// The length of a short trial as a share of the run.
  package var shortShare: Double { self == .tenth ? 0.01 : 0.02 }

  /// The length of a long trial, without its cooldown, as a share of the run.
  package var longShare: Double {
    switch self {
    case .none, .tenth: 0.02
    case .sixth, .threefold: 0.04
    case .twoFifths: 0.08
    case .whole: 0.16
    }
  }

  /// The number of further long trials, each between the best one and a neighbour.
  package var middles: Int {
    switch self {
    case .twoFifths: 1
    case .whole: 2
    default: 0
    }
  }

  /// The share of the way up from the typical rate that is believed; the longer the trials, the more.
  package var trust: Double { self == .whole ? 0.9 : 0.75 }

  /// Whether long trials that have hardly begun to learn go on to twice their length.
  package var goesOn: Bool { self == .tenth || self == .sixth || self == .threefold }

  /// Whether whole runs decide at the end.
  package var hasWholeRuns: Bool { self == .threefold }

  /// The share of the run's steps.
  package var share: Double {
    switch self {
    case .none: 0
    case .tenth: 0.1
    case .sixth: 0.16
    case .twoFifths: 0.4
    case .whole: 1
    case .threefold: 3
    }
  }
}
