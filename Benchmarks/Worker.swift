import Anneal
import Foundation

/// Half of a comparison: told a number of steps on standard input, it answers with the
/// milliseconds of one. `compare.py` starts it beside PyTorch and lets the two take turns.
@main struct Worker {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.count == 2, let name = arguments.first, let optimizer = arguments.last else {
      throw TrainingError("expected a model and an optimizer; received \(Array(arguments))")
    }
    Engine.tuneAllocator()
    Engine.threads = 2
    let step = try TrainingStep(name, optimizer: optimizer)
    while let line = readLine(), let count = Int(line) {
      print(try step.milliseconds(over: count))
      fflush(nil)
    }
  }
}
