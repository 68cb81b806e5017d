extension Learner {
  /// How many examples an evaluation looks at at once: no more than training does where that is limited, and
  /// with as many lanes as training where state is carried along them.
  var evaluationBatchSize: Int {
    microBatchSize ?? (model is any RecurrentModel ? min(order.batchSize, 1000) : 1000)
  }

  /// Runs `body` while the model has the numbers that it is to be evaluated with: an average of those
  /// it is trained with, under an optimizer that keeps one.
  ///
  /// Afterwards every number is what it was, bit for bit.
  public func withEvaluationParameters<Result>(_ body: () throws -> Result) throws -> Result {
    func within(_ rest: ArraySlice<Updater>) throws -> Result {
      guard let updater = rest.first else { return try body() }
      return try updater.withEvaluationParameters { try within(rest.dropFirst()) }
    }
    return try within(updaters[...])
  }
}
