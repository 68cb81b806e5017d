package import Search

// What a budget means for the trials of a program, each of which starts anew.
extension SearchBudget {
  /// The shortest trial, in steps.
  package static let leastProgramSteps = 10

  /// The lengths of the trials of the ladder, and of the best ones, as shares of the run.
  var programShares: (ladder: Double, last: Double) {
    switch self {
    case .none: (0, 0)
    case .tenth: (0.02, 0.02)
    case .sixth: (0.02, 0.03)
    case .twoFifths: (0.05, 0.08)
    case .whole: (0.1, 0.2)
    case .threefold: (0.25, 0.6)
    }
  }

  /// The share of the way up from the typical rate that is believed: short trials favour rates that are
  /// too high for the run.
  var programTrust: Double { self == .whole || self == .threefold ? 1 : 0.75 }
  /// Whether two more trials are made half a step around the best.
  var isFine: Bool { self == .threefold }

  /// The lengths in steps of a run of `steps` steps.
  package func lengths(of steps: Int) -> (ladder: Int, last: Int) {
    func length(_ share: Double) -> Int {
      max(Self.leastProgramSteps, Int((share * Double(steps)).rounded()))
    }
    return (length(programShares.ladder), length(programShares.last))
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
      "a search of at least \(planned(of: steps)) steps, with \(Self.leastProgramSteps) in each trial, is too "
      + "long for a run of \(steps)"
  }
}
