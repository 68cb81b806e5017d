import Testing

@Suite(.timeLimit(.minutes(10))) struct FitMistakesTests {
  private static let tasks =
    "digits, mnist, boston, shakespeare-rnn, shakespeare-gpt, translate, segment, detect, csv, images, audio, text"
  private static let see = "\n  See 'anneal fit --help' for more information."

  @Test(arguments: ["fit", "find"])
  func `only a comparison takes several schedules`(command: String) async throws {
    let result = try await Anneal()(
      command, "digits", "--schedule", "constant(1)", "--schedule", "linear(from: 1, to: 0)")
    #expect(result.code == 2)
    #expect(
      result.errors.hasPrefix(
        "anneal: --schedule is given 2 times; only 'anneal compare' takes several"))
  }

  @Test(arguments: [
    (
      ["fit"],
      "a task, --resume or --repeat must be given; 'anneal tasks' lists the tasks" + see
    ),
    (
      ["fit", "digit"],
      "unknown task 'digit'; expected one of \(tasks), or "
        + "the path of your own data; did you mean 'digits'?"
    ),
    (
      ["fit", ""],
      "unknown task ''; expected one of \(tasks), or the "
        + "path of your own data"
    ),
    (
      ["fit", "digits", "--epoch", "3"],
      "unknown option '--epoch'; did you mean '--epochs'?" + see
    ),
    (
      ["fit", "digits", "--epochs", "3", "--steps", "4"],
      "--epochs and --steps both say how long to train; leave one out" + see
    ),
    (
      ["fit", "digits", "--schedule", "cosin(from: 1, to: 0)"],
      "--schedule: unknown shape 'cosin'\n  cosin(from: 1, to: 0)\n  ^\ndid you mean 'cosine'?"
    ),
    (["fit", "digits", "--schedule", ""], "--schedule: a notation must not be empty"),
    (
      ["fit", "digits", "--optimizer", "sgd(momentm: 0.9)"],
      "--optimizer: unknown label 'momentm' in 'sgd'\n  sgd(momentm: 0.9)\n      ^\n"
        + "did you mean 'momentum'?"
    ),
    (
      ["fit", "digits", "--validate-every", "5x"],
      "--validate-every: unknown unit 'x'\n  5x\n   ^\nexpected ep, % or no unit"
    ),
    (
      ["fit", "digits", "--validate-every", "0"],
      "--validate-every must be positive; received '0'" + see
    ),
    (
      ["fit", "digits", "--checkpoint-every", "-5%"],
      "--checkpoint-every must be positive; received '-5%'" + see
    ),
    (["fit", "digits", "--at-step", "3"], "--at-step needs --resume" + see),
    (["fit", "digits", "--replan", "hold"], "--replan needs --resume" + see),
    (
      ["fit", "--resume", "digits-1", "--replan", "extend"],
      "--replan must be 'rebase', 'then' or 'hold'; received 'extend'" + see
    ),
    (
      ["fit", "digits", "--resume", "digits-1", "--seed", "3"],
      "--resume digits-1 uses the run's own settings; leave out task 'digits', --seed"
        + see
    ),
    (
      ["fit", "--resume", "digits-1"],
      "there are no runs in the folder 'runs'; train with 'anneal fit', or name another folder "
        + "with --runs"
    ),
    (
      ["fit", "digits", "--runs", ""],
      "--runs must be the name of a file or folder; received ''" + see
    ),
    (
      ["fit", "digits", "--runs", "/dev/null"],
      "runs cannot be kept in '/dev/null': it is a file, not a folder"
    ),
    (
      ["find", "digits", "--svg", "/no/such/a.svg"],
      "cannot write '/no/such/a.svg': there is no folder '/no/such'"
    ),
  ])
  func `bad use is one sentence and leaves nothing`(
    arguments: [String], message: String
  ) async throws {
    let anneal = try Anneal()
    let result = try await anneal.start(arguments).result()
    #expect(result.code == 2)
    #expect(result.errors == "anneal: \(message)\n")
    #expect(result.output == "")
    #expect(!anneal.has("runs"))
  }

  @Test(arguments: [
    ("0", "limit must be finite and positive; received 0"),
    ("norm(-1)", "limit must be finite and positive; received -1"),
    ("zclip(alpha: 1)", "alpha must be in 0 ..< 1; received 1"),
    ("nrom(1)", "unknown clipping 'nrom'"),
  ])
  func `a limit on gradients that cannot be is bad use`(value: String, message: String) async throws
  {
    let anneal = try Anneal()
    let result = try await anneal("fit", "digits", "--clip", value)
    #expect(result.code == 2)
    #expect(result.errors.hasPrefix("anneal: --clip: \(message)\n"))
    #expect(result.output == "" && !anneal.has("runs"))
  }

  @Test func `micro-batches larger than a batch are bad use`() async throws {
    let anneal = try Anneal()
    let result = try await anneal("fit", "digits", "--micro-batch", "33")
    #expect(result.code == 2)
    #expect(
      result.errors == "anneal: --micro-batch must be at most the batch size, 32; received 33\n")
    #expect(result.output == "" && !anneal.has("runs"))
  }

  @Test(arguments: [
    ("--epochs", ["0", "-1", "nan", "inf", "1e300", "abc", ""], "a positive number, 1e9 at most"),
    ("--steps", ["0", "-4", "1.5", "99999999999999999999"], "a whole number from 1 to 1e9"),
    ("--batch-size", ["0", "-3", "x"], "a whole number from 1 to 1e9"),
    ("--threads", ["0", "100000"], "a whole number from 1 to 1024, or auto"),
    (
      "--seed", ["-1", "1.5", "18446744073709551616"],
      "a whole number from 0 to 18446744073709551615"
    ),
    ("--micro-batch", ["0", "-1", "x"], "a whole number from 1 to 1e9"),
    (
      "--rate", ["0", "-1", "nan", "inf", "1e101", "fnid", ""],
      "a positive number, 1e100 at most, or 'find'"
    ),
    ("--at-step", ["-1", "x"], "a whole number from 0 to 1e9"),
  ])
  func `a number out of its range is bad use`(
    option: String, values: [String], requirement: String
  ) async throws {
    let anneal = try Anneal()
    for value in values {
      let result = try await anneal("fit", "digits", option, value)
      #expect(result.code == 2)
      #expect(
        result.errors
          == "anneal: \(option) must be \(requirement); received '\(value)'\(Self.see)\n")
      #expect(result.output == "")
    }
    #expect(!anneal.has("runs"))
  }

  @Test(arguments: [
    (
      ["--schedule", "cosine(from: 1e-3, to: 0).warmup(500)", "--steps", "20"],
      "warmup: length must be at most the 20 steps of its window; received 500"
    ),
    (
      ["--schedule", "constant(0)", "--rate", "find"],
      "the schedule's largest value must be above 0 to be scaled to a peak rate; received 0.0"
    ),
  ])
  func `what only the run's length shows is bad use too, and records no run`(
    arguments: [String], message: String
  ) async throws {
    let anneal = try Anneal()
    for extra in [[], ["--json"], ["--dry-run"]] {
      let result = try await anneal.start(["fit", "boston"] + arguments + extra).result()
      #expect(result.code == 2)
      #expect(result.errors == "anneal: \(message)\n")
      #expect(result.output == "")
    }
    #expect(try await anneal.runs() == [])
    #expect(!anneal.has("runs/boston-1"))
  }
}
