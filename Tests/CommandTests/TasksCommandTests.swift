import AnnealCLI
import Testing

@Suite struct TasksCommandTests {
  @Test func `the tasks are listed with data, model and defaults`() async throws {
    let result = try await Anneal()("tasks")
    #expect(result.code == 0)
    #expect(
      result.output.contains(
        """
        boston
        written     boston(hidden: [number, …] = [10, 10])
        learns      the median value of a tract's homes, from 13 features
        data        Boston housing, 506 rows, embedded; a random fifth held out
        model       MLP 13-10-10-1
        optimizer   adamw
        schedule    cosine(from: 1, to: 0).warmup(5%), times the rate
        length      100 epochs, batches of 32

        """))
  }

  @Test func `the tasks in JSON have the same facts`() async throws {
    let tasks = try objects(try await Anneal()("tasks", "--json").output)
    #expect(tasks.compactMap { $0["name"] as? String } == Completions.taskNames)
    let keys: Set = [
      "name", "notation", "summary", "data", "model", "optimizer", "schedule", "length",
      "batchSize",
    ]
    #expect(tasks.allSatisfy { Set($0.keys) == keys })
  }

  @Test func `text outside of UTF-8 is ASCII`() async throws {
    let result = try await Anneal()("tasks", environment: ["LC_ALL": "C"])
    #expect(result.output.contains("a handwritten 8x8 image"))
    #expect(result.output.allSatisfy { $0.isASCII })
  }
}
