package import Notation

/// The tasks that are available by name. A custom task is added with ``adding(_:)``.
public struct TaskCatalogue: Sendable {
  /// The tasks with their default arguments, in the order of lists.
  public let tasks: [TrainingTask]

  /// The forms of tasks on data of the user, in the order of lists.
  let forms: [any TaskForm.Type]

  /// The built-in tasks, and those on data of the user.
  public static let standard = TaskCatalogue(
    [
      .digits, .mnist, .boston, .shakespeareRNN, .shakespeareGPT, .translate,
      .segment, .detect,
    ],
    forms: [TableTask.self, ImagesTask.self, AudioTask.self, TextTask.self])

  /// The words for data of the user with their signatures, in the order of lists.
  package var ownDataWords: [NotationWord] { forms.map { $0.init().reference } }

  /// Creates a catalogue of `tasks`.
  ///
  /// - Precondition: No two tasks have the same name.
  public init(_ tasks: [TrainingTask]) { self.init(tasks, forms: []) }

  init(_ tasks: [TrainingTask], forms: [any TaskForm.Type]) {
    (tasks.map(\.name) + forms.map { $0.word.name }).requireDistinct(as: "task")
    (self.tasks, self.forms) = (tasks, forms)
  }

  /// A copy of the catalogue with `task` added.
  ///
  /// - Precondition: The catalogue has no task of this name.
  public func adding(_ task: TrainingTask) -> TaskCatalogue {
    TaskCatalogue(tasks + [task], forms: forms)
  }

  /// The task called `name` with its default arguments, or nil.
  public subscript(name: String) -> TrainingTask? { tasks.first { $0.name == name } }

  /// Parses a task, such as `digits`, `digits(width: 2)` or `csv("prices.csv")`. An argument that is
  /// left out is that of the catalogue's task.
  ///
  /// - Throws: `NotationError` with the position of the first mistake; for data of the user an error
  ///   of the data.
  public func task(_ notation: String) throws -> TrainingTask {
    try task(from: NotationExpression(parsing: notation))
  }

  /// The task that an expression says.
  ///
  /// - Throws: as ``task(_:)`` does.
  package func task(from expression: NotationExpression) throws -> TrainingTask {
    var arguments = try ArgumentReader(expression, role: "a task")
    try arguments.checkStandsAlone()
    let name = arguments.name
    if let form = forms.first(where: { $0.word.name == name }) {
      return try Self.task(form.init(), reading: &arguments)
    }
    let task = try arguments.entry("task", in: tasks, named: \.name)
    guard let form = task.form else {
      try arguments.finish()
      return task
    }
    return try Self.task(form, reading: &arguments)
  }

  /// The labels of a word's arguments; empty for an unknown word.
  package func labels(of word: String) -> [String] {
    func labels<Form: TaskForm>(_ form: Form) -> [String] { Form.parameters.list.map(\.name) }
    if let form = forms.first(where: { $0.word.name == word }) { return labels(form.init()) }
    return self[word]?.form.map { labels($0) } ?? []
  }

  private static func task(
    _ form: any TaskForm, reading arguments: inout ArgumentReader
  ) throws -> TrainingTask {
    var form = form
    try form.read(&arguments)
    try arguments.finish()
    try arguments.check(form.parameterFault ?? form.conflict)
    return try form.task
  }
}
