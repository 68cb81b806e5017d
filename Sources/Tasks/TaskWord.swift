public import Notation

/// How a task is written: a word, and what may be said behind it, such as `digits(width: 2)`.
public struct TaskWord: Sendable {
  /// The word in the notation.
  public let name: String
  /// How it is called, with its labels and their defaults.
  public let signature: String
  let read: @Sendable (inout ArgumentReader) throws -> TrainingTask

  /// A word whose arguments `read` makes a task of; all of them may be left out.
  public init(
    _ name: String, signature: String,
    read: @escaping @Sendable (inout ArgumentReader) throws -> TrainingTask
  ) {
    (self.name, self.signature, self.read) = (name, signature, read)
  }

  /// A word for one task, with nothing to say behind it.
  init(_ task: TrainingTask) { self.init(task.name, signature: task.name) { _ in task } }
}
