public import ArgumentParser

/// The options of `anneal find`.
public struct FindOptions: ParsableArguments {
  /// The task's name.
  @Argument(
    help: "A task, or a table, text or folder of your own; 'anneal tasks' lists them.",
    completion: Completions.tasks)
  public var task: String?

  /// How the rate is searched for.
  @Option(
    help: ArgumentHelp(
      "trials, or a range test: steepest, valley, slide or minimum/10 as in fastai, lightning, "
        + "smith or torch-lr-finder (default: trials).", valueName: "name"),
    completion: .list(SearchMethod.words), transform: OptionValue.searchMethod)
  package var by = SearchMethod.trials

  /// What the user's own data is.
  @OptionGroup(title: "Your own data") public var data: DataOptions

  /// What the user's own program is.
  @OptionGroup(title: "Your own program") public var program: ProgramOptions

  /// The options of the training.
  @OptionGroup public var training: TrainingOptions

  /// The file for a chart of the search.
  @OptionGroup public var picture: PictureOptions

  /// The form of the answer.
  @OptionGroup public var output: OutputOptions

  /// The command of a program.
  @Argument(
    parsing: .postTerminator,
    help: ArgumentHelp(
      "Your own program with its arguments, after --; {rate} is the rate.", valueName: "command"))
  public var command: [String] = []

  /// The options' defaults.
  public init() {}

  /// Checks that no option is without effect.
  public func validate() throws {
    guard by != .trials, training.budget != nil else { return }
    throw ValidationError("--budget is that of a search by trials; leave out --budget or --by")
  }

  /// Whether the search is one for a program, not for a task.
  var isOfProgram: Bool { !command.isEmpty || program.resume != nil }

  /// The given arguments that only tasks have.
  var taskOnlyGiven: [String] {
    let known: Set = ["--schedule", "--steps", "--seed"]
    return (task.map { ["the task '\($0)'"] } ?? []) + (by == .trials ? [] : ["--by"])
      + training.trainingGiven.filter { !known.contains($0) } + data.given.map(\.option)
  }
}
