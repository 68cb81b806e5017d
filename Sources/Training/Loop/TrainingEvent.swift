public import LearningRate
public import Records

/// What happens during a training, in order. Bar, chart, store and test read the same stream.
public enum TrainingEvent: Sendable, Equatable {
  /// A step was made: its losses, and the rates and gradients of its updates.
  case step(StepReport)
  /// The updates of a step were left out, because a gradient was not finite.
  case skipped(StepReport)
  /// The model was measured after `step` updates.
  case validation(step: Int, Evaluation)
  /// The plan is over, and its last values hold from `step` on; said once.
  case pastEnd(step: Int)
  /// A controller of the updater called `of`, empty for the only one, changed its factor on every rate, by a
  /// measurement at `step`; it holds from the next update on.
  case controlled(step: Int, of: String, by: Controller, from: Double, to: Double)
  /// A controller ended the run, by a measurement after so many updates: nothing more is to be hoped for.
  case ended(step: Int, by: Controller)
  /// An act was done before the next update.
  case acted(RecordedAct)
  /// A controller can never act in this run: it gets fewer measurements than it needs. Said before the
  /// first step.
  case idle(by: Controller, measurements: Int, needed: Int)
  /// By that measurement, weights and history went back to what they were after `to` updates; the data
  /// and the plan go on.
  case restored(step: Int, to: Int)
  /// No loss has reached these parameters in the first updates, and so they stay as they are; said once.
  case unreached(step: Int, parameters: [String])
  /// These properties of the model may hold tensors that are neither trained nor saved; see
  /// ``Module/unseenProperties``. Said before the first step.
  case unseen(properties: [String])
  /// All updates were made.
  case finished(step: Int)
}
