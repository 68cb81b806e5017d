package import Search

/// The suggested rate of a program, with the trials of the search.
package struct ProgramSuggestion {
  /// The suggested rate, with its interval.
  package let suggestion: RateSuggestion
  /// The trials, in the order of their numbers.
  package let trials: [Trial]
  /// The series by which they were compared; nil without a search.
  package let series: SeriesName?
  /// Why no search was made; nil if one was.
  package let fault: String?

  /// A trial of the search.
  package struct Trial: Hashable, Sendable, Encodable {
    /// The rate.
    package let rate: Double
    /// The steps that it made.
    package let steps: Int
    /// The steps that it was to make.
    package let planned: Int
    /// The loss; nil if it failed or was stopped.
    package let loss: Double?
    /// What became of it.
    package let state: TrialScore.State
    /// How long it took.
    package let seconds: Double

    private enum CodingKeys: String, CodingKey { case rate, steps, loss, state, seconds }

    package func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(rate, forKey: .rate)
      try container.encode(steps, forKey: .steps)
      try container.encode(loss, forKey: .loss)
      try container.encode(state, forKey: .state)
      try container.encode((seconds * 100).rounded() / 100, forKey: .seconds)
    }
  }
}
