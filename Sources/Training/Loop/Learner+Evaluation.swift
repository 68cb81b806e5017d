internal import Torch

extension Learner {
  /// The loss on `data` by which short trainings are compared; call it after the first step.
  ///
  /// Forward passes are those for evaluation, unless those for training change tensors of the model,
  /// such as the running statistics of batch norm. In a short training these lag so far behind that
  /// an evaluation with them tells nothing. There is then one pass for training over all of `data`,
  /// with the same random numbers each time, such as those of dropout; it changes these tensors.
  /// Weights are those of the training, also where the optimizer keeps an average for evaluation.
  package func trialLoss(on data: any Dataset) throws -> Double {
    useThreads()
    if changesBuffers { try Engine.seed(seed) }
    return try Evaluation(
      of: model, on: data, batchSize: changesBuffers ? data.count : evaluationBatchSize,
      precision: precision,
      as: changesBuffers ? .training : .evaluation
    ).loss
  }

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
