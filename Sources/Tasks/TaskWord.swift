public import Notation

/// The notation of a task: a word with optional arguments, such as `digits(width: 2)`.
public struct TaskWord: Sendable {
  /// The word.
  public let name: String
  /// The word with its argument labels and default values.
  public let signature: String
  let read: @Sendable (inout ArgumentReader) throws -> TrainingTask

  /// Creates a word; `read` makes a task from its arguments, all of which are optional.
  public init(
    _ name: String, signature: String,
    read: @escaping @Sendable (inout ArgumentReader) throws -> TrainingTask
  ) {
    (self.name, self.signature, self.read) = (name, signature, read)
  }

  /// Creates a word for one task, without arguments.
  init(_ task: TrainingTask) { self.init(task.name, signature: task.name) { _ in task } }
}
