// What `import Anneal` brings: what a program needs that trains its own model or a built-in task. Other public types
// need an import of their module: `Optimizers` for a rule of one's own, `LearningRate` for the insides of a schedule.
// docs/surface.md lists all. The engine comes whole: a scoped import does not bring a tensor's operators.

@_exported public import Torch

@_exported public import struct DataFiles.DownloadProgress
@_exported public import enum LearningRate.Act
@_exported public import struct LearningRate.Controller
@_exported public import struct LearningRate.Length
@_exported public import struct LearningRate.Plan
@_exported public import struct LearningRate.Schedule
@_exported public import struct LearningRate.ScheduleError
@_exported public import struct Optimizers.GradientClipping
@_exported public import struct Optimizers.Optimizer
@_exported public import struct Optimizers.OptimizerError
@_exported public import struct Records.FitConfiguration
@_exported public import struct Records.FitSummary
@_exported public import enum Records.Precision
@_exported public import struct Runs.RunStore
@_exported public import struct Runs.RunsError
@_exported public import struct Search.RateSuggestion
@_exported public import struct Tasks.DataSource
@_exported public import struct Tasks.TaskCatalogue
@_exported public import struct Tasks.TrainingTask
@_exported public import struct Training.Batch
@_exported public import class Training.Classifier
@_exported public import protocol Training.Dataset
@_exported public import struct Training.DivergenceError
@_exported public import class Training.Learner
@_exported public import struct Training.Measure
@_exported public import protocol Training.Model
@_exported public import struct Training.Outcome
@_exported public import struct Training.RateFinder
@_exported public import class Training.Regressor
@_exported public import class Training.StepContext
@_exported public import struct Training.TensorDataset
@_exported public import struct Training.Trainer
@_exported public import protocol Training.TrainingData
@_exported public import struct Training.TrainingError
@_exported public import enum Training.TrainingEvent
@_exported public import class Training.TrainingRun
@_exported public import protocol Training.TrainingStep
@_exported public import struct Training.UpdaterSettings
@_exported public import struct Training.WindowDataset
