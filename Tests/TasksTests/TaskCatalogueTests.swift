import LearningRate
import Tasks
import Testing

@Suite struct TaskCatalogueTests {
  @Test func `built-in tasks are known by name`() {
    #expect(TaskCatalogue.standard.tasks.map(\.name) == ["digits", "mnist", "boston"])
    #expect(TaskCatalogue.standard["boston"]?.architecture == "MLP 13-10-10-1")
    #expect(TaskCatalogue.standard["Digits"] == nil)
  }

  @Test func `a task of one's own joins`() {
    let catalogue = TaskCatalogue([.boston]).adding(.digits)
    #expect(catalogue.tasks.map(\.name) == ["boston", "digits"])
    #expect(TaskCatalogue([.boston])["digits"] == nil)
  }

  @Test func `two tasks of one name stop the program`() async {
    await #expect(processExitsWith: .failure) { _ = TaskCatalogue.standard.adding(.digits) }
  }

  @Test(arguments: TaskCatalogue.standard.tasks.map(\.name))
  func `a task's schedule rises to the peak it is given and ends near zero`(name: String) throws {
    let task = try #require(TaskCatalogue.standard[name])
    let curve = try task.schedule(0.25).resolved(steps: 1000, stepsPerEpoch: 50)
    #expect(curve.peak == 0.25)
    #expect(curve.value(at: 999) < 0.25 * 1e-4)
  }
}
