internal import Notation

/// The tasks that are available by name. A custom task is added with ``adding(_:)``.
public struct TaskCatalogue: Sendable {
  /// The tasks with their default arguments, in the order of lists.
  public let tasks: [TrainingTask]

  /// The built-in tasks.
  public static let standard = TaskCatalogue([.digits, .mnist, .boston])

  /// Creates a catalogue of `tasks`.
  ///
  /// - Precondition: No two tasks have the same name.
  public init(_ tasks: [TrainingTask]) {
    tasks.map(\.name).requireDistinct(as: "task")
    self.tasks = tasks
  }

  /// A copy of the catalogue with `task` added.
  ///
  /// - Precondition: The catalogue has no task of this name.
  public func adding(_ task: TrainingTask) -> TaskCatalogue { TaskCatalogue(tasks + [task]) }

  /// The task called `name` with its default arguments, or nil.
  public subscript(name: String) -> TrainingTask? { tasks.first { $0.name == name } }

  /// Parses a task, such as `digits` or `digits(width: 2)`. An argument that is left out is that of
  /// the catalogue's task.
  ///
  /// - Throws: `NotationError` with the position of the first mistake.
  public func task(_ notation: String) throws -> TrainingTask {
    var arguments = try ArgumentReader(NotationExpression(parsing: notation), role: "a task")
    try arguments.checkStandsAlone()
    let task = try arguments.entry("task", in: tasks, named: \.name)
    var form = task.form
    try form?.read(&arguments)
    try arguments.finish()
    try arguments.check(form?.parameterFault)
    return form?.task ?? task
  }
}
