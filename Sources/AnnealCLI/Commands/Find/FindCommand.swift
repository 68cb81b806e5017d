public import ArgumentParser

/// `anneal find`.
public struct FindCommand: ParsableCommand {
  /// What `anneal find --help` shows; the engine's command shares it.
  public static let configuration = CommandConfiguration(
    commandName: "find",
    abstract: "Find the peak learning rate of a run, and show how it was found.",
    discussion: """
      Of a task: short trainings at several rates, compared by the loss on fixed
      validation examples; the best three go on, and cool down if the schedule
      does. It takes about a sixth of the run's steps, or what --budget says.
      Nothing is recorded. With --by, a range test of up to 100 steps as another
      package makes it.

      Of a program of yours, in any framework: short runs of the command after --,
      compared by the losses that it prints. --steps says how long the whole run
      is, and the trials together take about as many steps (--budget 100%). {rate}
      stands for the rate, {steps} for the length of a trial, {seed} for the seed,
      {folder} for the trial's folder, {trial} for its number, {schedule:pytorch}
      (keras, optax, transformers, mlx-swift, deepspeed, transformers-args, csv,
      json) for a file with the schedule; {{ and }} for braces. Without {steps},
      the program is stopped when it has made the steps of a trial. The trials are
      kept in runs/find; --resume goes on after Ctrl-C or kill -9.

      Examples:
        anneal find digits
        anneal find mnist --epochs 3 --svg search.svg
        anneal find digits --optimizer 'sgd(momentum: 0.9)' --json
        anneal find digits --budget 40%
        anneal find digits --by valley
        anneal find --steps 2000 -- python train.py --lr {rate} --steps {steps}
        anneal find --steps 5000 --optimizer 'sgd(momentum: 0.9)' -- ./train {rate}
        anneal find --steps 1000 --log '{folder}/log.csv' -- \\
          python train.py --lr {rate} --max-steps {steps} --out {folder}
        anneal find --steps 900 --pattern 'cost=(\\S+)' -- julia t.jl {rate} {steps}
        anneal find --resume
      """)

  /// The options.
  @OptionGroup public var options: FindOptions

  /// Parsed by the argument parser.
  public init() {}

  /// Searches for the rate of a program, or hands over to the engine, after parsing has checked the
  /// arguments.
  public mutating func run() throws {
    try options.picture.check(beside: options.output)
    if options.isOfProgram { return try ProgramFind(options).run() }
    guard options.task != nil else {
      throw CommandError.usage(
        "'find' needs a task, as in 'anneal find digits', or a command after --, as in "
          + "'anneal find --steps 1000 -- python train.py --lr {rate} --steps {steps}'")
    }
    if let option = options.program.given.first {
      throw CommandError.usage("\(option) is for a program, whose command stands after --")
    }
    try EngineLauncher.launch()
  }
}
