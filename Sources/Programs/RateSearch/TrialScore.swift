/// What a trial of a search says about its rate, as a pure function of what was read.
package struct TrialScore: Hashable, Sendable {
  /// What became of the trial.
  package enum State: String, Hashable, Sendable, Codable {
    case done, failed, stopped
  }

  /// The loss; infinite if the trial failed.
  package let loss: Double
  /// What became of it.
  package let state: State
  /// The first loss that was printed.
  package let first: Double?

  static let failed = TrialScore(loss: .infinity, state: .failed, first: nil)

  /// The best trial of the ladder, by whose losses a worse one of the same length is stopped.
  struct Leader {
    let curve: LossCurve
    let progress: TrialProgress
    /// Its score.
    let loss: Double
  }

  /// The shares of a trial at which it is looked at.
  static let looks = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
  /// Those at which it is compared with the leader.
  static let comparisons = [0.5, 0.75]
  /// Above how many times its first loss a trial fails, and above how many times the leader's it is
  /// stopped.
  static let (growthLimit, leaderLimit) = (3.0, 1.5)

  private init(loss: Double, state: State, first: Double?) {
    (self.loss, self.state, self.first) = (loss, state, first)
  }

  /// The score by the series `name`.
  ///
  /// - Parameters:
  ///   - isPart: whether the trial is the first part of a longer run, at whose end it was stopped.
  ///   - leader: the best trial of the same length.
  init(
    _ record: TrialRecord, losses: TrialLosses, by name: SeriesName, steps: Int?, isPart: Bool,
    leader: Leader? = nil
  ) {
    let isCut = record.end != .exited(0) && !isPart
    if let leader, let curve = losses[leader.curve.series],
      curve.values.last?.isFinite ?? false
    {
      let progress = TrialProgress(curve, of: losses, steps: steps, isCut: isCut || isPart)
      if let ratio = Self.ratio(curve, progress, to: leader) {
        self = TrialScore(loss: leader.loss * ratio, state: .stopped, first: curve.values.first)
        return
      }
    }
    guard let curve = losses[name], let last = curve.values.last else {
      self = .failed
      return
    }
    let progress = TrialProgress(curve, of: losses, steps: steps, isCut: isCut || isPart)
    // a validation may come first when much was learned already
    let first = [curve.values.first, losses.main?.values.first]
      .compactMap { $0 }.filter(\.isFinite).max()
    func failed() -> TrialScore { TrialScore(loss: .infinity, state: .failed, first: first) }
    let isLateFinite = zip(curve.values, progress.shares).allSatisfy { $0.isFinite || $1 < 0.5 }
    let worst = losses.main.flatMap(\.values.last) ?? last
    guard last.isFinite, worst.isFinite, isLateFinite, let first,
      !Self.grows(curve, progress)
    else {
      self = failed()
      return
    }
    // without steps nobody knows how much was missing
    let isIncomplete = !progress.isBySteps || (progress.shares.last ?? 0) < 0.9
    switch record.end {
    case .hung, .failedToStart: self = failed()
    case .stopped where !isPart: self = failed()
    case .exited(let code) where code != 0 && isIncomplete: self = failed()
    case .killed where isIncomplete: self = failed()
    default:
      let loss = Self.final(curve, progress)
      // a single loss says nothing about where it began
      let hasLearned = losses.count < 2 || loss < first
      self = hasLearned ? TrialScore(loss: loss, state: .done, first: first) : failed()
    }
  }

  private static func final(_ curve: LossCurve, _ progress: TrialProgress) -> Double {
    guard curve.series.isTraining else {
      let last = curve.values.suffix(curve.values.count >= 4 ? 2 : 1)
      return last.reduce(0, +) / Double(last.count)
    }
    return progress.value(of: curve, at: progress.shares.last ?? 1) ?? .infinity
  }

  /// Whether the loss has become much larger than it was at first.
  static func grows(_ curve: LossCurve, _ progress: TrialProgress) -> Bool {
    guard let first = curve.values.first, first > 0, let end = progress.shares.last else {
      return false
    }
    return looks.contains { look in
      look <= end && (progress.value(of: curve, at: look) ?? 0) > growthLimit * first
    }
  }

  /// By what factor a trial is above the leader at the first share where that is too much.
  static func ratio(
    _ curve: LossCurve, _ progress: TrialProgress, to leader: Leader
  ) -> Double? {
    guard progress.isBySteps, leader.progress.isBySteps, let end = progress.shares.last,
      let leaderEnd = leader.progress.shares.last
    else { return nil }
    for look in comparisons where look <= end && look <= leaderEnd {
      guard let own = progress.value(of: curve, at: look),
        let best = leader.progress.value(of: leader.curve, at: look), best > 0
      else { continue }
      if own > leaderLimit * best { return own / best }
    }
    return nil
  }
}

extension TrialLosses {
  /// The curve of the training's whole loss, else the one with the most losses.
  var main: LossCurve? {
    let training = curves.filter { $0.series.isTraining && $0.series.measure == "loss" }
    return (training.isEmpty ? curves : training).max { $0.values.count < $1.values.count }
  }
}
