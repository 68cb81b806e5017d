public import ArgumentParser

/// The command `anneal`.
public struct AnnealCommand: ParsableCommand {
  /// The version of command and library.
  public static let version = "0.1.0"

  /// What `anneal --help` shows.
  public static let configuration = CommandConfiguration(
    commandName: "anneal",
    abstract: "Finds and schedules learning rates, and trains real models with them.",
    discussion: """
      Examples:
        anneal fit prices.csv      find a rate, plan it, train on your table, record, report
        anneal predict latest new.csv   use what was trained
        anneal generate latest --prompt "ROMEO:"   write text with what was trained
        anneal fit digits          the same with a built-in task
        anneal find mnist          only find the rate
        anneal advise digits       a plan to start from, with reasons
        anneal find --steps 2000 -- python train.py --lr {rate} --steps {steps}
        anneal scale batch digits --rate 3e-3 --to 256
        anneal compare digits --optimizer adamw --optimizer lion
        anneal schedule plot "cosine(from: 3e-4, to: 0).warmup(5%)"
        anneal optimizers list     every optimizer, its rule and its memory
        anneal runs show latest    what a run did
        anneal runs export latest --to tensorboard --output logs
        anneal steer latest 'scale(0.5)'
        anneal doctor              what is missing, and what mends it

      Exit codes: 0 done, 1 the work failed, 2 bad use, 130 stopped by Ctrl-C.
      Environment: ANNEAL_DATA names the folder of data sets; NO_COLOR turns
      colours off.
      """,
    version: Installation.current.versions,
    subcommands: [
      FitCommand.self, PredictCommand.self, EvaluateCommand.self, GenerateCommand.self,
      FindCommand.self,
      AdviseCommand.self, ScaleCommand.self, CompareCommand.self, SteerCommand.self,
      ScheduleCommand.self, ControllerCommand.self, OptimizersCommand.self, TasksCommand.self,
      ModelsCommand.self, RunsCommand.self, DoctorCommand.self,
    ])

  /// Prints the help.
  public init() {}
}
