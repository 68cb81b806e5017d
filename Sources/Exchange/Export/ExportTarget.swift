/// What a schedule can be exported to.
public enum ExportTarget: String, CaseIterable, Hashable, Sendable {
  /// A scheduler of `torch.optim.lr_scheduler`.
  case pytorch
  /// A `keras.optimizers.schedules.LearningRateSchedule`.
  case keras
  /// A function of the step, for any optimizer of optax.
  case optax
  /// A scheduler for the Hugging Face `Trainer`.
  case transformers
  /// A Swift function of the step.
  case mlxSwift = "mlx-swift"
  /// The `scheduler` block of DeepSpeed's configuration.
  case deepspeed
  /// The `TrainingArguments` of Hugging Face.
  case transformersArgs = "transformers-args"
  /// A line for each step: `step,rate`, and a column for whatever else a plan schedules.
  case csv
  /// The notation and the rate of every step, or the columns by name.
  case json

  /// Whether the framework computes its rates in 32 bits.
  var isSinglePrecision: Bool { self == .keras || self == .optax }
}

/// How a schedule is expressed in a target.
public enum ExportRoute: String, Hashable, Sendable {
  /// With the schedulers that the framework has.
  case native
  /// With a function that computes the closed form.
  case formula
  /// With a list of rates, since there is no closed form that is exact there.
  case table
}
