package import Foundation
internal import Models
package import Records
public import Training

extension TrainingTask {
  /// The training and validation data of a task.
  public struct TaskData {
    /// The training data.
    public let training: any TrainingData
    /// The validation data, which is never trained on.
    public let validation: any Dataset
    /// What is needed to use the trained model on other data; nil for a task without such a use.
    package let record: ModelRecord?
    /// What was made of the data; nil for most built-in tasks.
    public internal(set) var summary: DataSummary?
    /// Measures obvious answers on the validation data; nil for none.
    package let baselines: (() throws -> [Baseline])?
    /// Further files for the run's folder.
    package let files: [RunFile]
    /// Pictures of what a model does, for the report; nil for none.
    package var samples: ((any Model) throws -> [ReportDetails.Sample])?

    /// Creates the data of a task.
    public init(training: any TrainingData, validation: any Dataset) {
      self.init(training: training, validation: validation, record: nil, summary: nil)
    }

    /// Creates the data of a task whose report has pictures.
    init(
      training: any TrainingData, validation: any Dataset,
      samples: @escaping (any Model) throws -> [ReportDetails.Sample]
    ) {
      self.init(training: training, validation: validation)
      self.samples = samples
    }

    /// Creates data of the user with all that is known of it.
    init(
      training: any TrainingData, validation: any Dataset, record: ModelRecord?,
      summary: DataSummary?, baselines: (() throws -> [Baseline])? = nil, files: [RunFile] = []
    ) {
      (self.training, self.validation, self.record) = (training, validation, record)
      (self.summary, self.baselines, self.files) = (summary, baselines, files)
    }
  }
}

/// A file that a run keeps beside its checkpoints, such as the held-out rows.
package struct RunFile {
  /// The file's name.
  package let name: String
  /// Writes it as a whole or not at all.
  package let write: (URL) throws -> Void
}
