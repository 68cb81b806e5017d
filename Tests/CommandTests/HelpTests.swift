import Foundation
import Testing

@Suite struct HelpTests {
  @Test(arguments: [
    [], ["fit"], ["find"], ["advise"], ["compare"], ["tasks"], ["optimizers"],
    ["optimizers", "list"],
    ["optimizers", "trace"], ["schedule"], ["schedule", "plot"], ["schedule", "values"],
    ["schedule", "list"], ["schedule", "export"], ["schedule", "import"], ["runs"],
    ["runs", "list"], ["runs", "show"], ["runs", "export"], ["controller"],
    ["controller", "replay"], ["doctor"], ["predict"], ["evaluate"], ["generate"],
    ["models", "list"],
  ])
  func `every command explains itself with examples, in 80 columns`(path: [String]) async throws {
    let result = try await Anneal().start(path + ["--help"]).result()
    #expect(result.code == 0)
    #expect(result.errors == "")
    #expect(result.output.contains("Examples:\n  anneal \(path.joined(separator: " "))"))
    #expect(result.output.contains("USAGE: anneal"))
    // The parser puts the usage on one line, however long.
    #expect(result.lines.allSatisfy { $0.count <= 80 || $0.hasPrefix("USAGE: ") })
  }

  @Test func `the command alone shows its help`() async throws {
    let anneal = try Anneal()
    let (alone, asked) = (try await anneal(), try await anneal("--help"))
    #expect(alone.code == 0)
    #expect(alone.output == asked.output)
    #expect(asked.output.contains("Exit codes: 0 done, 1 the work failed, 2 bad use, 130 stopped"))
  }

  @Test func `help of a command that there is not is bad use`() async throws {
    let result = try await Anneal()("help", "bogus")
    #expect(result.code == 2)
    #expect(result.output == "")
    #expect(
      result.errors.hasPrefix(
        "anneal: unknown command 'bogus'; expected one of fit, predict, evaluate, generate, find, ")
    )
  }

  @Test func `a mistyped option is the first thing that is said`() async throws {
    for command in ["fit", "compare", "find"] {
      let result = try await Anneal()(command, "--hepl")
      #expect(result.code == 2)
      #expect(result.errors.hasPrefix("anneal: unknown option '--hepl'"))
    }
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `completions offer the values that are known`(shell: String) async throws {
    let script = try await Anneal()("--generate-completion-script", shell).output
    for word in ["digits", "rebase", "transformers", "rosenbrock"] {
      #expect(script.contains(word), "\(word)")
    }
  }

  @Test func `completions offer the runs of the folder`() async throws {
    let anneal = try Anneal()
    try await anneal("fit", "boston", "--steps", "2", "--rate", "0.01")
    let offered = try await anneal(
      "---completion", "runs", "show", "--", "positional@0", "3", "0", "anneal", "runs", "show", "")
    #expect(offered.output.contains("latest"))
    #expect(offered.output.contains("boston-1"))
  }

  @Test func `the version comes with the engine and libtorch that are used`() async throws {
    let lines = try await Anneal()("--version").lines
    #expect(lines.count == 3)
    #expect(lines.first?.wholeMatch(of: /anneal \d+\.\d+\.\d+/) != nil)
    let folder = Anneal.binary.resolvingSymlinksInPath().deletingLastPathComponent()
    #expect(lines.dropFirst().first == "engine   \(folder.path)/anneal-engine")
    #expect(lines.last?.wholeMatch(of: /libtorch \d+\.\d+\.\d+ in \/.+/) != nil)
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `a shell gets completions`(shell: String) async throws {
    let result = try await Anneal()("--generate-completion-script", shell)
    #expect(result.code == 0)
    #expect(result.output.contains("validate-every"))
  }

  @Test(arguments: [
    (
      ["fti"],
      "unknown command 'fti'; expected one of fit, predict, evaluate, generate, find, advise, scale, "
        + "compare, steer, schedule, controller, optimizers, tasks, models, runs, doctor; did you mean 'fit'?"
    ),
    (
      ["schedule", "foo"],
      "unknown command 'schedule foo'; expected one of plot, values, list, export, import"
    ),
    (
      ["runs", "shw"],
      "unknown command 'runs shw'; expected one of list, show, export; did you mean 'show'?"
    ),
    (
      ["--nope"], "unknown option '--nope'\n  See 'anneal --help' for more information."
    ),
    (
      ["tasks", "--jsn"],
      "unknown option '--jsn'; did you mean '--json'?\n"
        + "  See 'anneal tasks --help' for more information."
    ),
    (
      ["tasks", "extra"],
      "unexpected argument 'extra'\n  See 'anneal tasks --help' for more information."
    ),
    (
      ["--generate-completion-script", "tcsh"],
      "can't generate completion scripts for 'tcsh'. Please use "
        + "--generate-completion-script=<shell> with one of: zsh bash fish\n"
        + "  See 'anneal --help' for more information."
    ),
  ])
  func `what nobody knows is bad use`(arguments: [String], message: String) async throws {
    let result = try await Anneal().start(arguments).result()
    #expect(result.code == 2)
    #expect(result.errors == "anneal: \(message)\n")
    #expect(result.output == "")
  }
}
