import Foundation
import Testing

/// What `anneal doctor` says of things that are wrong, and that it always comes to an end.
///
/// An engine that must answer has five minutes, since a machine that is busy with other tests may
/// be slow to load libtorch.
@Suite(.timeLimit(.minutes(10))) struct DoctorTests {
  @Test func `where all is well, each thing has one line, and the exit code is 0`() async throws {
    let anneal = try Anneal()
    try anneal.write([], to: "data/x")
    let result = try await anneal("doctor", "--timeout", "300")
    #expect(result.code == 0)
    #expect(result.errors == "")
    let names = result.lines.dropLast().map {
      $0.dropFirst(8).prefix { $0 != " " }.description
    }
    #expect(names == Self.names)
    #expect(result.lines.last == "all is well")
    let libtorch = /ok      libtorch    2\.\d+\.\d+, loaded from \/.*/
    #expect(result.lines.contains { $0.wholeMatch(of: libtorch) != nil })
    #expect(result.output.contains("\nok      devices     cpu"))
    #expect(
      result.output.contains(
        "\nok      data        \(anneal.path("data")), named by ANNEAL_DATA, is readable; mnist is "
          + "missing\n"))
    #expect(
      result.output.contains("\nok      runs        'runs' will be made by the first training; "))
    // Nothing is left behind.
    #expect(try FileManager.default.contentsOfDirectory(atPath: anneal.path("data")) == ["x"])
    #expect(!anneal.has("runs"))
  }

  @Test func `the findings in JSON are the same`() async throws {
    let anneal = try Anneal()
    let result = try await anneal(
      "doctor", "--timeout", "300", "--json", environment: ["ANNEAL_DATA": ""])
    #expect(result.code == 0)
    let findings = try objects(result.output)
    #expect(findings.compactMap { $0["name"] as? String } == Self.names)
    #expect(findings.allSatisfy { ["ok", "absent"].contains($0["state"] as? String) })
    #expect(findings.allSatisfy { $0["text"] is String })
  }

  @Test func `an engine that is missing or no program is named`() async throws {
    let anneal = try Anneal()
    let copy = try await copy(in: anneal, engine: nil)
    let engine = copy.deletingLastPathComponent().appendingPathComponent("anneal-engine").path
    #expect(
      try await wrong(anneal("doctor", "--timeout", "300", binary: copy)) == [
        "engine      \(engine) must be there to train; it is missing; build it with 'make build'"
      ])
    try Data("text".utf8).write(to: URL(fileURLWithPath: engine))
    #expect(
      try await wrong(anneal("doctor", "--timeout", "300", binary: copy)) == [
        "engine      \(engine) must be there to train; it is not a program; build it with "
          + "'make build'"
      ])
  }

  @Test(arguments: [
    ("kill -SEGV $$", "ENGINE must answer; signal 11 ended it (segmentation fault)"),
    ("exit 7", "ENGINE must answer; it ends with exit code 7"),
    ("echo hello", "ENGINE gives no answer that can be read"),
    ("yes '{' | head -c 5000000", "ENGINE gives no answer that can be read"),
    (
      #"echo '{"version":"0.0.9"}'"#,
      "ENGINE must have the version of anneal, 0.1.0; it has 0.0.9"
    ),
    (
      "echo \"$0: error while loading shared libraries: libx.so.1: cannot open shared object file: "
        + "No such file or directory\" >&2; exit 127",
      "it does not start: libx.so.1: cannot open shared object file: No such file or directory; "
        + "install the package that has libx.so.1, or"
    ),
    ("echo 'anneal: there is no sun' >&2; exit 1", "it does not start: there is no sun"),
  ])
  func `a broken engine is told with the reason`(script: String, text: String) async throws {
    let anneal = try Anneal()
    let copy = try await copy(in: anneal, engine: script)
    let result = try await anneal("doctor", "--timeout", "300", binary: copy)
    let engine = copy.deletingLastPathComponent().appendingPathComponent("anneal-engine").path
    let separator = text.hasSuffix(" or") ? " " : "; "
    #expect(
      wrong(result) == [
        "engine      \(text.replacing("ENGINE", with: engine))\(separator)build it with 'make build'"
      ])
    #expect(result.output.contains("\nabsent  devices     not known, since the engine does not "))
    #expect(result.lines.last == "1 thing is wrong")
  }

  @Test(arguments: [
    "exec sleep 1000", "exec yes", "trap '' TERM INT; exec sleep 1000",
  ])
  func `an engine that hangs is not waited for`(script: String) async throws {
    let anneal = try Anneal()
    let copy = try await copy(in: anneal, engine: script)
    let result = try await anneal("doctor", "--timeout", "1", binary: copy)
    let engine = copy.deletingLastPathComponent().appendingPathComponent("anneal-engine").path
    // Swift's own answer may take longer than a second too, which is not wrong.
    #expect(
      wrong(result) == [
        "engine      \(engine) must answer within 1 s; it does not; give it longer with --timeout, "
          + "or build it with 'make build'"
      ])
  }

  @Test func `a libtorch that is missing is told, with what mends it`() async throws {
    let anneal = try Anneal()
    let copy = try await copy(in: anneal, engine: "exit 1", libtorch: false)
    let result = try await anneal("doctor", "--timeout", "300", binary: copy)
    #expect(
      wrong(result) == [
        "libtorch    it must be in \(anneal.path("package/.torch/lib")); it is missing; run 'make "
          + "setup', or set ANNEAL_TORCH to a libtorch folder and run it then"
      ])
    #expect(result.output.contains("/anneal-engine, does not start without libtorch\n"))
  }

  @Test(.enabled(if: Anneal.isLinux, "the loader's words are Linux's"))
  func `a libtorch that does not load is told in the loader's words`() async throws {
    let anneal = try Anneal()
    try anneal.write(Array("no library".utf8), to: "lib/libtorch_cpu.so")
    let result = try await anneal(
      "doctor", "--timeout", "300", environment: ["LD_LIBRARY_PATH": anneal.path("lib")])
    let file = anneal.path("lib/libtorch_cpu.so")
    #expect(
      wrong(result).first?.hasPrefix("libtorch    it does not load: \(file): file too short; run ")
        == true)
  }

  @Test(
    .enabled(if: Anneal.isLinux, "limits on addresses are Linux's"),
    arguments: [
      ("ulimit -v 300000", "engine      training needs ", "; raise it"),
      ("ulimit -n 16", "engine      training needs 32 open files; the limit ", "; raise it"),
    ])
  func `a limit that is too low is told`(limit: String, start: String, end: String) async throws {
    let result = try await Anneal().shell("mkdir data; \(limit); exec $ANNEAL doctor --timeout 300")
    let lines = wrong(result)
    #expect(lines.count == 1)
    #expect(lines.first?.hasPrefix(start) == true)
    #expect(lines.first?.hasSuffix(end) == true)
  }

  @Test func `a data folder that is not there is named`() async throws {
    let anneal = try Anneal()
    let path = anneal.path("data")
    #expect(
      try await wrong(anneal("doctor", "--timeout", "300")) == [
        "data        \(path), named by ANNEAL_DATA, must be a folder; it is not there; make it, or "
          + "unset ANNEAL_DATA to have data downloaded"
      ])
    try anneal.write([1], to: "data")
    #expect(
      try await wrong(anneal("doctor", "--timeout", "300")) == [
        "data        \(path), named by ANNEAL_DATA, must be readable: not a directory; name a "
          + "folder"
      ])
  }

  @Test func `data sets that are there, or incomplete, are told`() async throws {
    let anneal = try Anneal()
    for name in ["train-images-idx3-ubyte", "t10k-images-idx3-ubyte.gz"] {
      try anneal.write([1], to: "data/mnist/\(name)")
    }
    #expect(
      try await anneal("doctor", "--timeout", "300").output.contains("; mnist is incomplete\n"))
    for name in ["train-labels-idx1-ubyte", "t10k-labels-idx1-ubyte"] {
      try anneal.write([1], to: "data/mnist/\(name)")
    }
    #expect(
      try await anneal("doctor", "--timeout", "300").output.contains(
        ", is readable; mnist is complete\n"))
  }

  @Test(.enabled(if: Anneal.hasNobody, "somebody to whom permissions apply"))
  func `folders that cannot be read or written are told`() async throws {
    let anneal = try Anneal()
    let result = try await anneal.shellAsNobody(
      "mkdir data runs; chmod 000 data; chmod 555 runs; $ANNEAL doctor --timeout 300; code=$?; "
        + "chmod 755 data runs; exit $code")
    #expect(
      wrong(result) == [
        "data        \(anneal.path("data")), named by ANNEAL_DATA, must be readable: permission "
          + "denied; change its permissions, or name another",
        "runs        'runs' must be writable to keep runs: permission denied; change its "
          + "permissions, or name another folder with --runs",
      ])
    #expect(result.lines.last == "2 things are wrong")
  }

  @Test(.enabled(if: Anneal.hasNobody, "somebody to whom permissions apply"))
  func `a cache that cannot be made is told`() async throws {
    let anneal = try Anneal()
    let result = try await anneal.shellAsNobody(
      "mkdir cache; chmod 555 cache; "
        + "ANNEAL_DATA= XDG_CACHE_HOME=$PWD/cache exec $ANNEAL doctor --timeout 300")
    #expect(
      wrong(result) == [
        "data        \(anneal.path("cache/anneal")) must be writable for downloads: permission "
          + "denied; set XDG_CACHE_HOME to a folder you may write, or ANNEAL_DATA to one with the "
          + "data"
      ])
  }

  @Test func `a file in place of the folder of runs is told`() async throws {
    let anneal = try Anneal()
    try anneal.write([], to: "data/x")
    try anneal.write([], to: "runs")
    #expect(
      try await wrong(anneal("doctor", "--timeout", "300")) == [
        "runs        'runs' must be a readable folder: not a directory; name another folder with "
          + "--runs"
      ])
  }

  /// A limit on the size of files stands in for a full disk.
  @Test func `a disk without room is told`() async throws {
    let anneal = try Anneal()
    let result = try await anneal.shell(
      "mkdir data runs; ulimit -f 16; exec $ANNEAL doctor --timeout 300")
    #expect(
      wrong(result) == [
        "runs        'runs' must be writable to keep runs: file too large; free some space, or name "
          + "another folder with --runs"
      ])
    #expect(try FileManager.default.contentsOfDirectory(atPath: anneal.path("runs")) == [])
  }

  @Test func `a store that is none is told`() async throws {
    let anneal = try Anneal()
    try anneal.write([], to: "data/x")
    try anneal.write(Array(repeating: 0x41, count: 5000), to: "runs/runs.sqlite")
    let lines = try await wrong(anneal("doctor", "--timeout", "300"))
    #expect(
      lines.first?.hasPrefix(
        "runs        \(anneal.path("runs/runs.sqlite")): the file must be an intact SQLite database; "
      ) == true)
    #expect(lines.count == 1)
  }

  @Test func `runs are counted in the folder that is named`() async throws {
    let anneal = try Anneal()
    try anneal.write([], to: "data/x")
    try await anneal("fit", "boston", "--steps", "2", "--rate", "0.01", "--runs", "mine")
    let result = try await anneal("doctor", "--timeout", "300", "--runs", "mine")
    #expect(result.code == 0)
    #expect(result.output.contains("\nok      runs        'mine' is writable and has 1 run; "))
  }

  private static let names = [
    "anneal", "swift", "engine", "libtorch", "cores", "devices", "data", "runs", "audio",
    "completions",
  ]

  /// What is said after 'wrong'.
  private func wrong(_ result: Anneal.Result) -> [String] {
    let lines = result.lines.filter { $0.hasPrefix("wrong   ") }.map { String($0.dropFirst(8)) }
    #expect(result.code == (lines.isEmpty ? 0 : 1))
    #expect(result.errors == "")
    return lines
  }

  /// The program in a checkout of its own, beside an engine that is a script.
  private func copy(
    in anneal: Anneal, engine: String?, libtorch: Bool = true
  ) async throws -> URL {
    try anneal.write([], to: "data/x")
    let products = anneal.folder.appendingPathComponent("package/.build/release")
    try anneal.write([], to: "package/.build/release/anneal_Tasks.resources/x")
    if libtorch { try anneal.write([], to: "package/.torch/lib/libtorch_cpu.so") }
    let copy = products.appendingPathComponent("anneal")
    // Written by another process: a file that this one writes cannot be started while another test's
    // child, forked meanwhile, has it open.
    var line = "cp -L \"$ANNEAL\" '\(copy.path)'"
    if let engine {
      try anneal.write(Array("#!/bin/sh\n\(engine)\n".utf8), to: "script")
      line +=
        "; cp script '\(products.path)/anneal-engine'; chmod 755 '\(products.path)/anneal-engine'"
    }
    #expect(try await anneal.shell(line).code == 0)
    return copy
  }
}
