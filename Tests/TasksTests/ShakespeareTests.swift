import Foundation
import Tasks
import Testing
import Torch
import Training

/// The data is not part of the package.
private let hasData = ProcessInfo.processInfo.environment["ANNEAL_DATA"] != nil

@Suite struct ShakespeareTests {
  @Test(.enabled(if: hasData, "set ANNEAL_DATA to the folder that holds tinyshakespeare/"))
  func `the last tenth of the text is held out`() async throws {
    let data = try await TrainingTask.shakespeareRNN.load(0, DataSource())
    // 1,115,394 characters: 111,539 are held out. Windows of 64 need one more character.
    #expect(data.training.exampleCount == (1_003_855 - 1) / 64)
    #expect(data.validation.count == (111_539 - 1) / 64)
    let record = try #require(data.record)
    guard case .text(let text) = record.data else {
      Issue.record("not a text: \(record.data)")
      return
    }
    // 65 different ones in all, padding and unknown ones; '3' and others occur in the beginning, too.
    #expect(text.vocabulary.count == 67)
    let first = try data.training.batch([0]).input.scalars(as: Int64.self).map(Int32.init)
    let start = String(
      decoding: first.flatMap { text.vocabulary.bytes(of: $0) }, as: UTF8.self)
    #expect(start == "First Citizen:\nBefore we proceed any further, hear me speak.\n\nAl")
  }

  @Test(arguments: [
    // Embedding 67·256, two layers of 4·256·(2·256 + 2), output 67·257.
    ("shakespeare-rnn", 17_152 + 2 * 526_336 + 17_219),
    ("shakespeare-rnn(cell: gru)", 17_152 + 2 * 394_752 + 17_219),
    ("shakespeare-rnn(cell: rnn, width: 8, layers: 1)", 536 + 8 * 18 + 67 * 9),
    // Vectors of tokens and positions, four blocks of 12·128² + 13·128, a norm, output 67·129.
    ("shakespeare-gpt", 131 * 128 + 4 * (196_608 + 1_664) + 256 + 8_643),
  ])
  func `models have the parameters of their formulas`(notation: String, count: Int) async throws {
    guard hasData else { return }
    let task = try TaskCatalogue.standard.task(notation)
    let model = try task.makeModel(try await task.load(0, DataSource()))
    #expect(model.parameterCount == count)
    #expect(task.notation == notation)
  }

  @Test func `heads that do not divide the width are refused`() {
    let error = #expect(throws: (any Error).self) {
      try TaskCatalogue.standard.task("shakespeare-gpt(heads: 3)")
    }
    #expect(
      "\(error!)".hasPrefix("heads must be a divisor of the width, 128; received 3"), "\(error!)")
  }
}
