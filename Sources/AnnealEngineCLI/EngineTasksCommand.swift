internal import Anneal
public import AnnealCLI
public import ArgumentParser
internal import Charts
internal import Notation
internal import Tasks

/// The implementation of `anneal tasks`.
public struct EngineTasksCommand: ParsableCommand {
  /// The configuration that `anneal` shows.
  public static let configuration = TasksCommand.configuration

  /// The output format.
  @OptionGroup public var output: OutputOptions

  /// Created by the argument parser.
  public init() {}

  /// Prints the tasks.
  public mutating func run() throws {
    let tasks = TaskCatalogue.standard.tasks
    if output.json {
      try printJSON(tasks.map(Entry.init))
      return
    }
    let terminal = Terminal.standard
    for task in tasks {
      let entry = Entry(task)
      say(terminal.bold(task.name))
      if entry.notation != entry.name { terminal.printFact("written", entry.notation) }
      terminal.printFact("learns", entry.summary)
      terminal.printFact("data", entry.data)
      terminal.printFact("model", entry.model)
      terminal.printFact("optimizer", entry.optimizer)
      terminal.printFact("schedule", "\(entry.schedule), times the rate")
      terminal.printFact("length", "\(words(for: task.length)), batches of \(entry.batchSize)")
      say("")
    }
    say("Your own data: 'anneal fit FILE' or 'anneal fit FOLDER', or as a notation:\n")
    for word in TaskCatalogue.standard.ownDataWords {
      say(terminal.bold(word.name))
      terminal.printFact("written", word.signature)
      terminal.printFact("learns", word.summary)
      terminal.printFact("example", word.example)
      say("")
    }
  }

  private struct Entry: Encodable {
    let name, notation, summary, data, model, optimizer, schedule, length: String
    let batchSize: Int

    init(_ task: TrainingTask) {
      (name, summary, data) = (task.name, task.summary, task.data)
      notation = task.signature
      (model, optimizer) = (task.architecture, task.optimizer.description)
      schedule = task.schedule(1).description
      (length, batchSize) = (task.length.description, task.batchSize)
    }
  }
}
