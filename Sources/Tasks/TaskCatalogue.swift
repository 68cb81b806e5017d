internal import Notation

/// The tasks that are known by name. A user's own task joins by ``adding(_:)``.
public struct TaskCatalogue: Sendable {
  /// How the tasks are written, in the order of lists.
  public let words: [TaskWord]
  /// The tasks with nothing said behind their names, in the same order.
  public let tasks: [TrainingTask]

  /// The built-in tasks.
  public static let standard = TaskCatalogue(words: [
    TrainingTask.digitsWord, TrainingTask.mnistWord, TrainingTask.bostonWord,
  ])

  /// A catalogue of these tasks.
  ///
  /// - Precondition: no two with one name.
  public init(_ tasks: [TrainingTask]) { self.init(words: tasks.map(TaskWord.init)) }

  /// A catalogue of tasks that are written so.
  ///
  /// - Precondition: no two with one name; each can be read without arguments.
  public init(words: [TaskWord]) {
    precondition(Set(words.map(\.name)).count == words.count, "two tasks have one name")
    self.words = words
    tasks = words.map { word in
      do { return try Self.task(word, NotationExpression(.name(word.name))) } catch {
        preconditionFailure("the task '\(word.name)' must be readable without arguments: \(error)")
      }
    }
  }

  /// This catalogue with one more task.
  ///
  /// - Precondition: no task of this catalogue has its name.
  public func adding(_ task: TrainingTask) -> TaskCatalogue { adding(word: TaskWord(task)) }

  /// This catalogue with one more word for tasks.
  ///
  /// - Precondition: no task of this catalogue has its name.
  public func adding(word: TaskWord) -> TaskCatalogue { TaskCatalogue(words: words + [word]) }

  /// The task called `name` with nothing said behind it, or nil.
  public subscript(name: String) -> TrainingTask? { tasks.first { $0.name == name } }

  /// Reads a task, such as `digits` or `digits(width: 2)`.
  ///
  /// - Throws: `NotationError` with the position of the first mistake.
  public func task(_ notation: String) throws -> TrainingTask {
    let expression = try NotationExpression(parsing: notation)
    let arguments = try ArgumentReader(expression, role: "a task")
    try arguments.checkStandsAlone()
    let word = try arguments.entry("task", in: words, named: \.name)
    return try Self.task(word, expression)
  }

  private static func task(
    _ word: TaskWord, _ expression: NotationExpression
  ) throws -> TrainingTask {
    var arguments = try ArgumentReader(expression, role: "a task")
    let task = try word.read(&arguments)
    try arguments.finish()
    return task
  }
}
