import Foundation
import Testing

/// Every byte that is said reaches its reader, or the failure is told.
@Suite(.timeLimit(.minutes(10))) struct OutputTests {
  private static let hasFullDevice = FileManager.default.fileExists(atPath: "/dev/full")

  @Test(
    .enabled(if: hasFullDevice, "a device that is full"),
    arguments: [
      "--help", "--version", "--generate-completion-script bash", "fit --help", "schedule list",
      "schedule list --json", "optimizers list", "tasks", "runs list", "runs show boston-1 --json",
      "schedule export 'constant(1)' --to csv", "schedule export 'constant(1)' --to pytorch",
      "schedule values 'constant(1)' --json", "schedule plot 'constant(1)' --svg -",
      "optimizers trace adam --json", "find boston --steps 10", "find boston --steps 10 --json",
      "compare boston --optimizer sgd --seeds 1 --tries 0 --steps 5",
    ])
  func `a full standard output is a failure`(command: String) async throws {
    let anneal = try Anneal()
    if command.hasPrefix("runs") {
      try await anneal("fit", "boston", "--steps", "2", "--rate", "0.01")
    }
    let full = try await anneal.shell("$ANNEAL \(command) > /dev/full")
    #expect(full.code == 1)
    #expect(full.errors == "anneal: cannot write standard output: no space left on device\n")
    let closed = try await anneal.shell("$ANNEAL \(command) >&-")
    #expect(closed.code == 1)
    #expect(closed.errors == "anneal: cannot write standard output: bad file descriptor\n")
  }

  @Test(.enabled(if: hasFullDevice, "a device that is full"), arguments: ["", " --json"])
  func `a training goes on without its output, and says so at the end`(more: String) async throws {
    let anneal = try Anneal()
    let full = try await anneal.shell(
      "$ANNEAL fit boston --steps 200 --rate 0.01\(more) > /dev/full")
    #expect(full.code == 1)
    #expect(
      full.errors
        == "anneal: cannot write standard output: no space left on device; run 'boston-1' "
        + "is recorded nevertheless\n")
    #expect(try await anneal("runs").output.contains("boston-1  finished"))
    // Nothing that is opened later may be taken for the standard output that is not there.
    let closed = try await anneal.shell("$ANNEAL fit boston --steps 20 --rate 0.01\(more) >&- <&-")
    #expect(closed.code == 1)
    #expect(try await anneal("runs").output.contains("boston-2  finished"))
  }

  @Test func `output under a limit on files is not cut short in silence`() async throws {
    let anneal = try Anneal()
    let result = try await anneal.shell(
      "ulimit -f 8; $ANNEAL schedule export 'constant(1)' --to csv --steps 10000 > rates.csv")
    #expect(result.code == 1)
    #expect(result.errors == "anneal: cannot write standard output: file too large\n")
  }

  @Test(arguments: [
    "schedule plot 'constant(1)' --steps 5000 --svg big.svg",
    "schedule export 'constant(1)' --to csv --steps 10000 --output big.svg",
    "optimizers trace adam --steps 2000 --svg big.svg",
    "find boston --steps 400 --svg big.svg",
    "compare boston --optimizer sgd --seeds 1 --tries 0 --steps 1000 --validate-every 1 --svg big.svg",
  ])
  func `a file that does not fit leaves what was there`(command: String) async throws {
    let anneal = try Anneal()
    try anneal.write(Array("before\n".utf8), to: "big.svg")
    let command = command.replacing(" --validate-every 1", with: "")
    let result = try await anneal.shell("ulimit -f 2; $ANNEAL \(command)")
    #expect(result.code == 1)
    #expect(result.errors == "anneal: cannot write big.svg: file too large\n")
    #expect(try String(contentsOfFile: anneal.path("big.svg"), encoding: .utf8) == "before\n")
    let names = try FileManager.default.contentsOfDirectory(atPath: anneal.folder.path)
    #expect(!names.contains { $0.hasSuffix(".partial") })
  }

  @Test func `a file keeps its permissions, and one that is read-only its content`() async throws {
    let anneal = try Anneal()
    let plot = ["schedule", "plot", "constant(1)", "--svg"]
    try anneal.write([], to: "private.svg")
    chmod(anneal.path("private.svg"), 0o600)
    symlink("private.svg", anneal.path("link.svg"))
    #expect(try await anneal.start(plot + ["link.svg"]).result().code == 0)
    var status = stat()
    #expect(lstat(anneal.path("private.svg"), &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600 && status.st_size > 1000)
    #expect(lstat(anneal.path("link.svg"), &status) == 0)
    #expect(status.st_mode & S_IFMT == S_IFLNK)

    try anneal.write(Array("mine".utf8), to: "kept.svg")
    chmod(anneal.path("kept.svg"), 0o444)
    let refused = try await anneal.start(plot + ["kept.svg"]).result()
    #expect(refused.code == 2)
    #expect(refused.errors == "anneal: cannot write 'kept.svg': it is read-only\n")
    #expect(try String(contentsOfFile: anneal.path("kept.svg"), encoding: .utf8) == "mine")
    let folder = try await anneal.start(plot + ["."]).result()
    #expect(folder.code == 2)
    #expect(folder.errors == "anneal: cannot write '.': it is a folder\n")
    let missing = try await anneal.start(plot + ["no/where.svg"]).result()
    #expect(missing.code == 2)
    #expect(missing.errors == "anneal: cannot write 'no/where.svg': there is no folder 'no'\n")
  }

  @Test func `a dash is standard output, and standard input`() async throws {
    let anneal = try Anneal()
    let svg = try await anneal("schedule", "plot", "constant(1)", "--svg", "-")
    #expect(svg.output.hasPrefix("<svg ") && svg.output.hasSuffix("</svg>\n"))
    let trace = try await anneal("optimizers", "trace", "adam", "--svg", "-")
    #expect(trace.output.hasPrefix("<svg "))
    let find = try await anneal("find", "boston", "--steps", "120", "--svg", "-")
    #expect(find.output.hasPrefix("<svg "))
    let both = try await anneal("schedule", "plot", "constant(1)", "--svg", "-", "--json")
    #expect(both.code == 2)
    #expect(
      both.errors
        == "anneal: --svg - and --json would both write to standard output; leave one out\n"
    )
    let notation = "cosine(from: 1, to: 0)"
    let export = "$ANNEAL schedule export '\(notation)' --to csv --steps 50 --output -"
    let piped = try await anneal.shell("\(export) | $ANNEAL schedule import -")
    #expect(piped.lines.first == notation)
    let fifo = try await anneal.shell(
      "mkfifo pipe; \(export) > pipe & $ANNEAL schedule import pipe")
    #expect(fifo.lines.first == notation)
    #expect(!anneal.has("-"))
    let none = try await anneal("schedule", "import", "nothing.csv")
    #expect(none.code == 2)
    #expect(none.errors == "anneal: cannot read 'nothing.csv': no such file or directory\n")
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/stdout"), "Linux's names"))
  func `the file that output was sent to is written on, not replaced`() async throws {
    let anneal = try Anneal()
    let export = "$ANNEAL schedule export 'constant(1)' --to csv --steps 2 --output"
    for name in ["/dev/stdout", "/dev/fd/1", "log"] {
      _ = try await anneal.shell("{ echo a; \(export) \(name); echo b; } > log")
      let log = try String(contentsOfFile: anneal.path("log"), encoding: .utf8)
      #expect(log == "a\nstep,rate\n0,1\n1,1\nb\n", "\(name)")
    }
    _ = try await anneal.shell("{ echo a >&2; \(export) /dev/stderr; echo b >&2; } 2> log")
    let log = try String(contentsOfFile: anneal.path("log"), encoding: .utf8)
    #expect(log.hasPrefix("a\nstep,rate\n") && log.hasSuffix("\nb\n"))
  }

  @Test func `a report is never written into a pipe, and a signal ends the wait for one`()
    async throws
  {
    let anneal = try Anneal()
    try await anneal("fit", "boston", "--steps", "20", "--rate", "0.01")
    let setUp = try await anneal.shell(
      "rm runs/boston-1/report.html; mkfifo runs/boston-1/report.html; mkfifo pipe")
    #expect(setUp.code == 0)
    let fit = try await anneal("fit", "--resume", "boston-1", "--at-step", "20")
    #expect(fit.code == 0)
    let find = try anneal.start(["find", "boston", "--steps", "120", "--svg", "pipe"])
    // Nobody reads the pipe; the search is over in a second.
    try await Task.sleep(for: .seconds(3))
    find.send(SIGTERM)
    #expect(try await find.result().code == 128 + SIGTERM)
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/script"), "script"))
  func `a dumb terminal gets no escapes`() async throws {
    let anneal = try Anneal()
    let result = try await anneal.start(
      ["-qec", "$ANNEAL fit boston --steps 3000 --rate 0.01", "/dev/null"],
      environment: ["TERM": "dumb"], binary: URL(fileURLWithPath: "/usr/bin/script")
    ).result()
    #expect(result.output.contains("finished") || result.output.contains("result"))
    #expect(!result.output.contains("\u{1B}"))
  }
}
