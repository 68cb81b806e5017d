package import Exchange
package import Foundation
package import LearningRate

/// A schedule as a file for a program, which a placeholder such as `{schedule:pytorch}` names.
package enum ScheduleFile {
  /// The names of the placeholders: `schedule:` and what a schedule can be exported to.
  package static let placeholders = ExportTarget.allCases.map { "schedule:\($0.rawValue)" }

  /// What a placeholder of this name is exported to; nil for others.
  package static func target(of placeholder: String) -> ExportTarget? {
    guard placeholder.hasPrefix("schedule:") else { return nil }
    return ExportTarget(rawValue: String(placeholder.dropFirst("schedule:".count)))
  }

  /// The plan multiplied so that its largest rate is `peak`.
  ///
  /// - Throws: ``ProgramError`` if its rates are not above 0; `ScheduleError` if it does not fit.
  package static func scaled(_ plan: Plan, to peak: Double, steps: Int) throws -> Plan {
    let largest = try plan.learningRate.resolved(steps: steps, stepsPerEpoch: nil).peak
    guard largest > 0 else {
      throw ProgramError.usage(
        "the schedule's largest value must be above 0 to be scaled to a peak rate; received \(largest)"
      )
    }
    if let fault = plan.fault(scaledBy: peak / largest) { throw fault }
    return plan.scaled(by: peak / largest)
  }

  /// Writes the plan for a run of `steps` steps into `folder`, and returns the path.
  ///
  /// - Throws: `ScheduleError` or `ExchangeError` if the target cannot say it; ``ProgramError``.
  package static func write(
    _ plan: Plan, to target: ExportTarget, steps: Int, in folder: URL
  ) throws -> String {
    let text = try ScheduleExport(plan, to: target, steps: steps).text
    let path = folder.appendingPathComponent("schedule-\(target.rawValue).\(ending(of: target))")
    try DurableFile.write(text, to: path)
    return path.path
  }

  private static func ending(of target: ExportTarget) -> String {
    switch target {
    case .pytorch, .keras, .optax, .transformers: "py"
    case .mlxSwift: "swift"
    case .csv: "csv"
    case .deepspeed, .transformersArgs, .json: "json"
    }
  }
}
