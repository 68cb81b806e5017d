public import LearningRate
public import Records

/// The events of a training, in order. Progress bar, charts, store and tests read the same stream.
public enum TrainingEvent: Sendable, Equatable {
  /// A step was made: its losses, and the learning rates and gradient norms of its updates.
  case step(StepReport)
  /// The updates of a step were skipped because a gradient was not finite.
  case skipped(StepReport)
  /// The model was evaluated after `step` updates.
  case validation(step: Int, Evaluation)
  /// How far back the gradient of a ``SequenceModel`` reaches after `step` updates; it follows a
  /// validation.
  case gradientFlow(step: Int, GradientFlow)
  /// The plan has ended and keeps its last values from `step` on; reported once.
  case pastEnd(step: Int)
  /// A controller of updater `of` (empty if there is only one) changed its factor on all learning
  /// rates because of a measurement at `step`; the factor applies from the next update on.
  case controlled(step: Int, of: String, by: Controller, from: Double, to: Double)
  /// A controller ended the run because of a measurement after `step` updates: no further
  /// improvement is expected.
  case ended(step: Int, by: Controller)
  /// An act was done before the next update.
  case acted(RecordedAct)
  /// A controller can never act in this run, since it receives fewer measurements than it needs.
  /// Reported before the first step.
  case idle(by: Controller, measurements: Int, needed: Int)
  /// Because of a measurement, weights and optimizer states were restored to those after `to`
  /// updates; data and plan continue.
  case restored(step: Int, to: Int)
  /// These parameters received no gradient in the first updates, so they do not change; reported
  /// once.
  case unreached(step: Int, parameters: [String])
  /// These properties of the model may hold tensors that are neither trained nor saved; see
  /// ``Module/unseenProperties``. Reported before the first step.
  case unseen(properties: [String])
  /// All updates have been made.
  case finished(step: Int)
}
