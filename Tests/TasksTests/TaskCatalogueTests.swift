import LearningRate
import Notation
import Optimizers
import Tasks
import Testing
import Torch
import Training

@Suite struct TaskCatalogueTests {
  @Test func `built-in tasks are known by name`() {
    #expect(
      TaskCatalogue.standard.tasks.map(\.name)
        == [
          "digits", "mnist", "boston", "shakespeare-rnn", "shakespeare-gpt", "translate",
          "segment", "detect",
        ])
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

  @Test(arguments: [
    ("digits(width: 2)", "digits", "CNN 1-32-64-10"), ("digits", "digits", "CNN 1-16-32-10"),
    ("digits(width: 1)", "digits", "CNN 1-16-32-10"),
    ("mnist(width: 3)", "mnist", "CNN 1-48-96-10"),
    ("boston(hidden: [20])", "boston", "MLP 13-20-1"), ("boston(hidden: [])", "boston", "MLP 13-1"),
  ])
  func `a task is written with what its model is to be`(
    text: String, name: String, architecture: String
  ) throws {
    let task = try TaskCatalogue.standard.task(text)
    #expect((task.name, task.architecture) == (name, architecture))
    #expect(try TaskCatalogue.standard.task(task.notation).architecture == architecture)
  }

  @Test func `a task's signature shows its parameters and their defaults`() {
    #expect(
      TaskCatalogue.standard.tasks.map(\.signature) == [
        "digits(width: number = 1)", "mnist(width: number = 1)",
        "boston(hidden: [number, …] = [10, 10])",
        "shakespeare-rnn(cell: lstm, gru or rnn = lstm, width: number = 256, layers: number = 2, "
          + "dropout: number = 0.1, length: number = 64)",
        "shakespeare-gpt(width: number = 128, layers: number = 4, heads: number = 4, "
          + "dropout: number = 0, length: number = 64)",
        "translate(model: model = encoderDecoder, vocabulary: number = 6000, length: number = 128, "
          + "smoothing: number = 0.1, from: \"file\" = Multi30k, to: \"file\" = Multi30k)",
        "segment(widths: [number, …] = [8, 16, 32, 64, 128], canvases: number = 20000)",
        "detect(widths: [number, …] = [16, 32, 64, 96], canvases: number = 20000)",
      ])
  }

  @Test func `what a notation leaves out is as in the catalogue's task`() throws {
    let wide = TaskCatalogue([.digits(width: 4)])
    #expect(try wide.task("digits").notation == "digits(width: 4)")
    #expect(try wide.task("digits(width: 1)").notation == "digits")
  }

  @Test func `a task without parameters takes none`() throws {
    let plain = TrainingTask(
      name: "plain", summary: "", data: "", architecture: "", optimizer: .sgd(),
      schedule: { .constant($0) }, length: 1, batchSize: 1,
      load: TrainingTask.boston.load, makeModel: TrainingTask.boston.makeModel)
    let catalogue = TaskCatalogue([plain])
    #expect(try catalogue.task("plain").notation == "plain")
    #expect(plain.signature == "plain")
    #expect(throws: NotationError.self) { try catalogue.task("plain(width: 1)") }
  }

  @Test func `a width out of range stops the program`() async {
    await #expect(processExitsWith: .failure) { _ = TrainingTask.digits(width: 65) }
  }

  @Test func `what is said has its model`() async throws {
    let task = try TaskCatalogue.standard.task("boston(hidden: [4])")
    let model = try task.makeModel(try await task.load(0, DataSource()))
    #expect(model.parameterCount == 13 * 4 + 4 + 4 + 1)
  }

  @Test(arguments: [
    ("digts", "unknown task 'digts'"),
    ("digits(width: 0)", "width must be between 1 and 64; received 0"), ("digits(with: 2)", "with"),
    ("digits(2)", ""), ("boston(hidden: [3, 0])", "hidden must be between 1 and 4096; received 0"),
    ("boston(hidden: 3)", "list"),
    ("digits.boston", "stands alone"), ("", ""), ("boston(hidden: [1.5])", "a whole number"),
    ("boston(hidden: \([Int](repeating: 1, count: 17)))", "at most 16 widths; received 17"),
    ("digits(width: 2, width: 3)", "twice"),
  ])
  func `a task that cannot be is an error`(text: String, part: String) {
    let error = #expect(throws: NotationError.self) { try TaskCatalogue.standard.task(text) }
    #expect(part.isEmpty || error?.summary.contains(part) == true, "\(error?.summary ?? "")")
  }

  @Test func `a model may be of its data's making`() async throws {
    let counted = TrainingTask(
      name: "counted", summary: "", data: "", architecture: "", optimizer: .sgd(),
      schedule: { .constant($0) }, length: 1, batchSize: 1,
      load: { seed, source in try await TrainingTask.boston.load(seed, source) },
      makeModel: { data in Regressor(try Linear(13, data.validation.count)) })
    let data = try await counted.load(0, DataSource())
    #expect(try counted.makeModel(data).parameterCount == 14 * data.validation.count)
  }

  @Test(arguments: TaskCatalogue.standard.tasks.map(\.name))
  func `a task's schedule rises to the peak it is given and ends near zero`(name: String) throws {
    let task = try #require(TaskCatalogue.standard[name])
    let curve = try task.schedule(0.25).resolved(steps: 1000, stepsPerEpoch: 50)
    #expect(curve.peak == 0.25)
    #expect(curve.value(at: 999) < 0.25 * 1e-2)
  }
}
