import Anneal
import Foundation

/// Half of a comparison: told a number of steps on standard input, it answers with the
/// milliseconds of one. `compare.py` and its neighbours start it beside other libraries and let them
/// take turns.
@main struct Worker {
  static func main() async throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard (2...3).contains(arguments.count), let name = arguments.first, let kind = arguments.last
    else {
      throw TrainingError(
        "expected a model and an optimizer, schedule and a way, logs and a folder, optimizer, "
          + "scale and a number of steps, shapes and an optimizer, facts and a task, regret and a file, tokens, a folder and a "
          + "size, or bank or search, a folder and a part; received \(Array(arguments))"
      )
    }
    if name == "search-time" {
      return try await SearchTiming(arguments.dropFirst().first ?? "digits", steps: kind).measure()
    }
    if name == "scale" { return try await WidthStudy(steps: Int(kind) ?? 200).measure() }
    if name == "regret" { return print(try RegretPicture.svg(of: kind)) }
    if name == "tokens" {
      return try TokenLines(arguments.dropFirst().first ?? "", size: kind).show()
    }
    if name == "facts" { return try await BankFacts.show(kind) }
    if name == "bank" || name == "search" {
      let bank = try Bank(arguments.dropFirst().first ?? "bank", part: kind)
      return name == "bank" ? try await bank.train() : try await bank.search()
    }
    let milliseconds: (Int) throws -> Double
    if name == "schedule" {
      milliseconds = try ScheduleRun(kind).milliseconds
    } else if name == "logs" {
      milliseconds = LogReading(kind).milliseconds
    } else {
      Engine.tuneAllocator()
      Engine.threads = 2
      if name == "optimizer" {
        let step = try OptimizerStep(kind, over: arguments.dropFirst().first ?? "")
        milliseconds = step.milliseconds
      } else {
        milliseconds = try TimedTraining(name, optimizer: kind).milliseconds
      }
    }
    while let line = readLine(), let count = Int(line) {
      print(try milliseconds(count))
      fflush(nil)
    }
  }
}
