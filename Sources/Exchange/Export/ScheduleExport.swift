public import LearningRate
internal import Notation

/// A schedule in another framework's terms: text that runs there as it is.
///
/// ```swift
/// let export = try ScheduleExport(schedule, to: .pytorch, steps: 10_000)
/// print(export.text)
/// ```
///
/// Where the framework has schedulers with these very values, they are used; otherwise a function
/// that computes the closed form; and where that would be off by more than 1e-6 of the largest rate
/// in the framework's own precision, which is tried before, a list of the rates.
public struct ScheduleExport: Sendable {
  /// What to write to a file.
  public let text: String
  /// How the schedule is expressed; nil for a target that holds the values alone.
  public let route: ExportRoute?

  /// The longest run that is exported as a list of rates.
  public static let longestTable = 1_000_000

  /// Exports a schedule for a run of `steps` updates.
  ///
  /// - Throws: `ScheduleError` if the schedule does not fit the run; ``ExchangeError`` for a run too
  ///   long to list, and for rates that are negative.
  public init(
    _ schedule: Schedule, to target: ExportTarget, steps: Int, stepsPerEpoch: Int? = nil
  ) throws {
    let curve = try schedule.resolved(steps: steps, stepsPerEpoch: stepsPerEpoch)
    let least = curve.range.lowerBound
    guard least >= 0 else {
      throw ExchangeError(
        "the rates of \(schedule) must not be negative", received: least.notationText)
    }
    if let text = try DataExport.text(of: curve, to: target) {
      self.text = text
      route = nil
      return
    }
    let source = try ExportSource(curve, to: target)
    text =
      switch target {
      case .keras: KerasExport(source).text
      case .optax: OptaxExport(source).text
      case .mlxSwift: SwiftExport(source).text
      case .transformers: TransformersExport(source).text
      default: TorchExport(source).text
      }
    route = source.route
  }
}
