internal import Notation

/// The tasks that are available by name. A custom task is added with ``adding(_:)``.
public struct TaskCatalogue: Sendable {
  /// The words of the tasks, in the order of lists.
  public let words: [TaskWord]
  /// The tasks with their default arguments, in the same order.
  public let tasks: [TrainingTask]

  /// The built-in tasks.
  public static let standard = TaskCatalogue(words: [
    TrainingTask.digitsWord, TrainingTask.mnistWord, TrainingTask.bostonWord,
  ])

  /// Creates a catalogue of `tasks`.
  ///
  /// - Precondition: no two tasks have the same name.
  public init(_ tasks: [TrainingTask]) { self.init(words: tasks.map(TaskWord.init)) }

  /// Creates a catalogue of the tasks of `words`.
  ///
  /// - Precondition: no two words have the same name; each can be read without arguments.
  public init(words: [TaskWord]) {
    precondition(Set(words.map(\.name)).count == words.count, "two tasks have one name")
    self.words = words
    tasks = words.map { word in
      do { return try Self.task(word, NotationExpression(.name(word.name))) } catch {
        preconditionFailure("the task '\(word.name)' must be readable without arguments: \(error)")
      }
    }
  }

  /// A copy of the catalogue with `task` added.
  ///
  /// - Precondition: the catalogue has no task of this name.
  public func adding(_ task: TrainingTask) -> TaskCatalogue { adding(word: TaskWord(task)) }

  /// A copy of the catalogue with `word` added.
  ///
  /// - Precondition: the catalogue has no task of this name.
  public func adding(word: TaskWord) -> TaskCatalogue { TaskCatalogue(words: words + [word]) }

  /// The task called `name` with its default arguments, or nil.
  public subscript(name: String) -> TrainingTask? { tasks.first { $0.name == name } }

  /// Parses a task, such as `digits` or `digits(width: 2)`.
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
