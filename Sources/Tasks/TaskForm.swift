public import Notation

/// A task that is written as a word with arguments: `digits(width: 2)`.
///
/// It declares its word and its parameters; that they are read, checked and printed follows from
/// these:
///
/// ```swift
/// struct ParityTask: TaskForm {
///   var bits = 8
///
///   static let word = NotationWord("parity", summary: "whether the number of ones is odd")
///   static var parameters: NotationParameters<ParityTask> {
///     [.optional("bits", \.bits, .within(1...64))]
///   }
///   var task: TrainingTask { TrainingTask(self, data: "drawn", architecture: "MLP \(bits)-16-1", …) }
/// }
/// ```
public protocol TaskForm: NotationForm, Sendable {
  /// A form with its defaults.
  init()

  /// A parameter that is valid alone, but not with the others; nil for none.
  var conflict: ParameterFault? { get }

  /// The task with these arguments, made by the initializer of ``TrainingTask`` that takes a form.
  ///
  /// - Throws: an error of the data, if the task's settings depend on them.
  var task: TrainingTask { get throws }
}

extension TaskForm {
  /// A new form.
  public var defaults: Self { Self() }

  /// None.
  public var conflict: ParameterFault? { nil }
}
