import Testing

/// A limit on the size of files stands in for a full disk.
@Suite(.timeLimit(.minutes(10))) struct FullDiskTests {
  @Test func `a store that cannot grow is told`() async throws {
    let anneal = try Anneal()
    let result = try await anneal.shell(
      "ulimit -f 16; exec $ANNEAL fit boston --steps 20 --rate 0.01")
    #expect(result.code == 1)
    #expect(result.output == "")
    let path = anneal.path("runs/runs.sqlite")
    #expect(
      result.errors
        == "anneal: \(path): the database must be read and written; received SQLite's \"disk I/O "
        + "error\"; check the disk, its free space and the limit of `ulimit -f`\n")
    // With room again the same folder serves.
    #expect(try await anneal("fit", "boston", "--steps", "2", "--rate", "0.01").code == 0)
    #expect(try await anneal.runs() == ["boston-1"])
  }
}
