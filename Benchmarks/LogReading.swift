import Anneal
import Foundation
import TrainingLogs

/// A log of a number of scalars, read whole.
struct LogReading {
  /// The file with a count of scalars lies in this folder, under the count's name.
  let folder: String

  init(_ folder: String) { self.folder = folder }

  /// The milliseconds of one scalar, over the event file of `count` scalars.
  func milliseconds(over count: Int) throws -> Double {
    var found = 0
    let duration = try ContinuousClock().measure {
      let log = try TrainingLog(LogFile(path: "\(folder)/\(count)/events.out.tfevents.1"))
      found = log.runs[0].columns.reduce(0) { $0 + ($1.name == "step" ? 0 : $1.values.count) }
    }
    guard found == count else {
      throw TrainingError("the log must hold \(count) scalars; received \(found)")
    }
    return duration / .milliseconds(1) / Double(count)
  }
}
