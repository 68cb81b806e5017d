/// How many steps the trials of a search may take together, as a share of the run's steps.
package enum SearchBudget: String, CaseIterable, Hashable, Sendable, Codable {
  case none = "0"
  case tenth = "10%"
  case sixth = "16%"
  case twoFifths = "40%"
  case whole = "100%"
  case triple = "300%"

  /// The shortest trial, in steps.
  package static let leastSteps = 10

  /// The lengths of the trials of the ladder, and of the best ones, as shares of the run.
  package var shares: (ladder: Double, last: Double) {
    switch self {
    case .none: (0, 0)
    case .tenth: (0.02, 0.02)
    case .sixth: (0.02, 0.03)
    case .twoFifths: (0.05, 0.08)
    case .whole: (0.1, 0.2)
    case .triple: (0.25, 0.6)
    }
  }

  /// Whether the trials are so short that they favour rates which are too high for the run.
  package var shrinks: Bool { self != .whole && self != .triple }
  /// Whether two more trials are made half a step around the best.
  package var isFine: Bool { self == .triple }

  /// The lengths in steps of a run of `steps` steps.
  package func lengths(of steps: Int) -> (ladder: Int, last: Int) {
    func length(_ share: Double) -> Int {
      max(Self.leastSteps, Int((share * Double(steps)).rounded()))
    }
    return (length(shares.ladder), length(shares.last))
  }

  /// The steps of a search with three trials on the ladder.
  package func planned(of steps: Int) -> Int {
    let (ladder, last) = lengths(of: steps)
    return 3 * ladder + (last > ladder ? 3 * last : 0) + (isFine ? 2 * last : 0)
  }

  /// Why such a search is not made for a run of `steps` steps; nil if it is.
  package func fault(of steps: Int) -> String? {
    let limit = (isFine ? 5 : 3) * steps
    guard self != .none, planned(of: steps) > limit else { return nil }
    return
      "a search of at least \(planned(of: steps)) steps, with \(Self.leastSteps) in each trial, is too "
      + "long for a run of \(steps)"
  }
}
