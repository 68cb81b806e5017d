public import ArgumentParser
internal import Search

/// `anneal advise`.
public struct AdviseCommand: ParsableCommand {
  /// What `anneal advise --help` shows; the engine's command shares it.
  public static let configuration = CommandConfiguration(
    commandName: "advise",
    abstract: "A plan to start from, with reasons and sources, before anything is trained.",
    discussion: """
      Of a task or of your data: the kind and the size of the network are read off the
      model, and the noise of its gradients is measured on a few batches. Without a
      task, the options say what is to be trained, by whatever framework; 10M and 64k
      are numbers, too.

      The rate is a product of measured factors, and comes with an interval: on a bank
      of small trainings it was off by what the last lines say (docs/advice.md).
      'anneal find' measures the rate, for a sixth of the run's steps.

      Examples:
        anneal advise digits
        anneal advise prices.csv --target price --epochs 50
        anneal advise digits --optimizer 'sgd(momentum: 0.9)' --json
        anneal advise --kind transformer --parameters 10M --batch 64 --steps 20000
        anneal advise --kind cnn --parameters 270k --batch 128 --steps 64k \\
          --optimizer 'sgd(momentum: 0.9)' --examples 50k
      """)

  /// The options.
  @OptionGroup public var options: AdviseOptions

  /// Parsed by the argument parser.
  public init() {}

  /// Prints the advice for the given facts, or hands over to the engine, which measures them.
  public mutating func run() throws {
    guard options.task == nil else { try EngineLauncher.launch() }
    let advice = try TrainingAdvice(options.facts())
    try AdviceReport(advice, commands: AdviceCommands(ofProgram: advice)).show(options.output)
  }
}
