internal import LearningRate
internal import Optimizers
internal import Search

/// An advice as one object of JSON.
struct AdviceAnswer: Encodable {
  /// Nil without a task.
  let task: String?
  let kind: NetworkKind
  let parameters, batchSize, steps: Int
  /// Nil if it is not known.
  let examples: Int?
  let optimizer: String
  let rate: Double
  /// Nil for an optimizer that finds its own rate.
  let interval: [Double]?
  let factors: [AdvisedRate.Factor]
  let plan: String
  /// Nil for none.
  let clip: String?
  let lines: [AdviceLine]
  /// What was measured; nil without a task.
  let gradientNoise: GradientNoise?
  /// Nil for an optimizer that finds its own rate.
  let expectedRegret: ExpectedRegret?
  let typicalRegret, findRegret: ExpectedRegret
  let typicalRate: Double
  let commands: AdviceCommands

  init(
    _ advice: TrainingAdvice, _ commands: AdviceCommands, task: String?, noise: GradientNoise?
  ) {
    let facts = advice.facts
    (self.task, kind, parameters) = (task, facts.kind, facts.parameters)
    (batchSize, steps, examples) = (facts.batchSize, facts.steps, facts.examples)
    optimizer = advice.optimizer.description
    rate = advice.rate.rate
    interval =
      advice.expectedRegret == nil
      ? nil : [advice.rate.interval.lowerBound, advice.rate.interval.upperBound]
    (factors, lines) = (advice.rate.factors, advice.lines)
    (plan, clip) = (advice.plan.description, advice.clipping?.description)
    (gradientNoise, self.commands) = (noise, commands)
    expectedRegret = advice.expectedRegret
    (typicalRegret, findRegret) = (AdviceConstants.typicalRegret, .of(.sixth))
    typicalRate = advice.optimizer.rule.typicalRate
  }
}
