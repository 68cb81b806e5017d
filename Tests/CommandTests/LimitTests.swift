import Foundation
import Testing

/// A machine that gives less than training needs: one sentence, and an end.
@Suite(.timeLimit(.minutes(10))) struct LimitTests {
  @Test(
    .enabled(if: Anneal.isLinux, "limits on addresses are Linux's"),
    arguments: [100_000, 300_000, 450_000, 500_000, 600_000, 700_000, 750_000])
  func `too few addresses are told`(kilobytes: Int) async throws {
    let anneal = try Anneal()
    for command in ["fit boston --steps 5 --rate 0.01", "tasks", "find boston --steps 5"] {
      let result = try await anneal.shell("ulimit -v \(kilobytes); exec $ANNEAL \(command)")
      #expect(result.code == 1)
      #expect(result.output == "")
      #expect(result.errors.hasPrefix("anneal: training needs "))
      #expect(result.errors.contains("ulimit -v"))
      #expect(result.errors.filter { $0 == "\n" }.count == 1)
    }
    #expect(!anneal.has("runs"))
    // What trains nothing needs little.
    let plain = try await anneal.shell(
      "ulimit -v \(kilobytes); exec $ANNEAL schedule values 'constant(1)' --at 0")
    #expect(plain.code == 0)
  }

  @Test(
    .enabled(if: Anneal.isLinux && Anneal.hasNobody, "somebody whose processes can be limited"),
    arguments: [1, 2, 3, 4])
  func `refused threads are told`(count: Int) async throws {
    let anneal = try Anneal()
    let result = try await anneal.shellAsNobody(
      "ulimit -u \(count) 2> /dev/null || ulimit -p \(count); exec $ANNEAL fit boston --steps 5 --rate 0.01"
    )
    #expect(result.code == 1)
    #expect(result.output == "")
    let sentence =
      /anneal: training needs \d+ more threads; the system gave \d+ \("Resource temporarily unavailable"\): raise the limit on processes \(ulimit -u, a container's pids limit\) or on memory \(ulimit -v\)\n/
    #expect(result.errors.wholeMatch(of: sentence) != nil)
    let plain = try await anneal.shellAsNobody(
      "ulimit -u \(count) 2> /dev/null || ulimit -p \(count); exec $ANNEAL schedule values 'constant(1)' --at 0"
    )
    #expect(plain.code == 0)
  }

  @Test(arguments: [
    ("ulimit -s 128", "256 KB of stack; the limit (ulimit -s) is 128 KB: raise it"),
    ("ulimit -n 12", "32 open files; the limit (ulimit -n) is 12: raise it"),
  ])
  func `too little stack, or too few files, are told`(limit: String, needs: String) async throws {
    let anneal = try Anneal()
    let result = try await anneal.shell("\(limit); exec $ANNEAL fit boston --steps 5")
    #expect(result.code == 1)
    #expect(result.errors == "anneal: training needs \(needs)\n")
    #expect(!anneal.has("runs"))
  }

  @Test func `a folder that was removed under the shell is the reason that is given`() async throws
  {
    let anneal = try Anneal()
    func gone(_ command: String) async throws -> Anneal.Result {
      try await anneal.shell("mkdir -p gone; cd gone; rmdir ../gone; exec $ANNEAL \(command)")
    }
    let reason = "the shell's working directory was removed; change to another one\n"
    #expect(try await gone("runs list").errors == "anneal: there is no folder 'runs': \(reason)")
    for command in ["fit boston", "find boston", "tasks"] {
      let result = try await gone(command)
      #expect(result.code == 1)
      #expect(result.errors == "anneal: training needs a working directory; \(reason)")
    }
    #expect(try await gone("schedule values 'constant(1)' --at 0").code == 0)
    #expect(
      try await gone("schedule plot 'constant(1)' --svg x.svg").errors
        == "anneal: cannot write 'x.svg': \(reason)")
  }

  @Test(.enabled(if: Anneal.hasNobody, "somebody to whom permissions apply"))
  func `a run that fails says why when it is shown`() async throws {
    let anneal = try Anneal()
    let result = try await anneal.shellAsNobody(
      "$ANNEAL fit boston --steps 1e6 --rate 0.01 --checkpoint-every 500 --json > out & job=$!; "
        + "while ! grep -qs '\"step\":600}' out; do sleep 0.02; done; chmod 555 runs/boston-1; "
        + "wait $job; code=$?; chmod 755 runs/boston-1; exit $code")
    #expect(result.code == 1)
    let folder = anneal.path("runs/boston-1/")
    #expect(result.errors.hasPrefix("anneal: \(folder)"))
    let show = try await anneal("runs", "show", "boston-1")
    #expect(show.output.contains(/\nstatus      failed at step \d+, can be resumed\n/))
    #expect(show.output.contains("\n\nverdict     \(folder)"))
  }
}
