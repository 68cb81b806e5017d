public import ArgumentParser
internal import Foundation
internal import LearningRate
internal import Runs

/// `anneal steer`.
public struct SteerCommand: ParsableCommand {
  /// What `anneal steer --help` shows.
  public static let configuration = CommandConfiguration(
    commandName: "steer",
    abstract: "Change a run while it trains: its rate, its plan, its weights.",
    discussion: """
      Examples:
        anneal steer digits-1 'scale(0.5)'
        anneal steer latest 'rate(3e-4)'
        anneal steer latest 'plan(cosine(from: 1e-3, to: 0), until: 2000)'
        anneal steer digits-1 goBack
        anneal steer digits-1 checkpoint
        anneal steer digits-1 stop

      Acts:
      \(acts)

      The act is done before the next update, recorded, and done again when the run is
      resumed from before it, or repeated by 'anneal fit --repeat'.
      """)

  /// The run's name.
  @Argument(
    help: ArgumentHelp("The run's name, or 'latest'.", valueName: "run"),
    completion: Completions.runs)
  var name: String
  /// What is to be done.
  @Argument(
    help: ArgumentHelp("What is to be done.", valueName: "act"), transform: { try Act($0) })
  var act: Act
  /// Where runs are kept.
  @OptionGroup var runs: RunsOptions
  /// How to answer.
  @OptionGroup var output: OutputOptions

  /// Parsed by the argument parser.
  public init() {}

  /// How long to wait for an answer, in seconds: a step, or a validation, may take long.
  private static let patience = 60.0

  /// Asks, and tells what became of it.
  public mutating func run() throws {
    let store = try runs.store(for: .read)
    let record = try runs.record(name, in: store)
    let standing = try store.standing(of: record)
    guard standing.state == .running else {
      throw UsageError(
        "run '\(record.id)' must be training to be steered; it is \(standing.sentence)")
    }
    let requests = RunRequests(of: store.folder(of: record.id))
    let request = try requests.ask(act.description)
    guard let answer = try answer(to: request, requests, record, store) else {
      throw RunsError(
        .locked, "run '\(record.id)'", requirement: "must answer within \(Int(Self.patience)) s",
        received: "no answer; it does \(act) before its next update, if it goes on")
    }
    guard let step = answer.step else { throw UsageError(answer.refusal ?? "it was refused") }
    if output.json {
      try printJSON(Done(run: record.id, act: act.description, step: step))
    } else {
      say("\(record.id): \(act), done before step \(step)")
    }
  }

  /// What the run answers; nil if it takes too long.
  ///
  /// - Throws: `UsageError` when the run ends without an answer.
  private func answer(
    to request: String, _ requests: RunRequests, _ record: RunRecord, _ store: RunStore
  ) throws -> RunRequests.Answer? {
    let end = Date().addingTimeInterval(Self.patience)
    while Date() < end {
      if let answer = requests.takeAnswer(to: request) { return answer }
      usleep(20_000)
      let now = try store.standing(of: store.run(record.id))
      guard now.state == .running else {
        if let answer = requests.takeAnswer(to: request) { return answer }
        requests.withdraw(request)
        throw UsageError(
          "run '\(record.id)' ended before it could be steered; it is \(now.sentence)")
      }
    }
    return nil
  }

  private struct Done: Encodable {
    let run, act: String
    let step: Int
  }

  private static var acts: String {
    let width = Act.words.map(\.name.count).max() ?? 0
    return Act.words.map { word in
      let name = word.name.padding(toLength: width, withPad: " ", startingAt: 0)
      return "  \(name)  \(word.summary)"
    }.joined(separator: "\n")
  }
}
