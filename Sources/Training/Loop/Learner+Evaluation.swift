extension Learner {
  /// The batch size of an evaluation: the micro-batch size if set; otherwise 1000, and for a
  /// recurrent model at most the number of rows of a training batch, along which the hidden state is carried.
  var evaluationBatchSize: Int {
    microBatchSize ?? (model is any RecurrentModel ? min(order.batchSize, 1000) : 1000)
  }

  /// Runs `body` with the weights for evaluation: the average of the trained weights, under an
  /// optimizer that keeps one.
  ///
  /// Afterwards all weights are restored bit for bit.
  public func withEvaluationParameters<Result>(_ body: () throws -> Result) throws -> Result {
    func within(_ rest: ArraySlice<Updater>) throws -> Result {
      guard let updater = rest.first else { return try body() }
      return try updater.withEvaluationParameters { try within(rest.dropFirst()) }
    }
    return try within(updaters[...])
  }
}
