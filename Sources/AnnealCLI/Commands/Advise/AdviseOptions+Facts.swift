internal import Charts
internal import LearningRate
internal import Search

extension AdviseOptions {
  /// The facts that the options say, without a task.
  ///
  /// - Throws: `CommandError` that names the first option that is missing.
  func facts() throws -> TrainingFacts {
    guard let kind else {
      throw CommandError.usage(
        "'advise' needs a task or data, as in 'anneal advise digits', or a kind of network, as in "
          + "'anneal advise --kind cnn --parameters 1M --batch 64 --steps 5000'")
    }
    func need<Value>(_ value: Value?, _ option: String, _ meaning: String) throws -> Value {
      guard let value else {
        throw CommandError.usage(
          "\(option) must say \(meaning), if there is no task to measure; received none")
      }
      return value
    }
    let parameters = try need(parameters, "--parameters", "how many numbers are trained")
    let batchSize = try need(batchSize, "--batch", "how many examples are in a step")
    let common = training.common
    var steps = common.steps
    if let epochs = common.epochs {
      let examples = try need(examples, "--examples", "how many examples are in an epoch")
      let count = (epochs * Double(max(1, examples / batchSize))).rounded()
      guard count <= Double(OptionValue.largestCount) else {
        throw CommandError.usage(
          "--epochs must be at most \(compact(Double(OptionValue.largestCount))) steps; received "
            + compact(count))
      }
      steps = max(1, Int(count))
    }
    return TrainingFacts(
      kind: kind, parameters: parameters, batchSize: batchSize,
      steps: try need(steps, "--steps", "how many steps the run has"), examples: examples,
      optimizer: training.optimizer, plan: common.schedule, clipping: common.clip,
      noise: noiseScale.map { .examples($0) } ?? .unknown)
  }
}
