/// The tasks that are known by name. A user's own task joins by ``adding(_:)``.
public struct TaskCatalogue: Sendable {
  /// The tasks, in the order of lists.
  public let tasks: [TrainingTask]

  /// The built-in tasks.
  public static let standard = TaskCatalogue([.digits, .mnist, .boston])

  /// A catalogue of these tasks.
  ///
  /// - Precondition: no two with one name.
  public init(_ tasks: [TrainingTask]) {
    precondition(Set(tasks.map(\.name)).count == tasks.count, "two tasks have one name")
    self.tasks = tasks
  }

  /// This catalogue with one more task.
  ///
  /// - Precondition: no task of this catalogue has its name.
  public func adding(_ task: TrainingTask) -> TaskCatalogue { TaskCatalogue(tasks + [task]) }

  /// The task called `name`, or nil.
  public subscript(name: String) -> TrainingTask? { tasks.first { $0.name == name } }
}
