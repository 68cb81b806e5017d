import Foundation
import Notation
import Optimizers
import Testing

@Suite struct OptimizerCatalogueTests {
  private let catalogue = OptimizerCatalogue.standard.adding(OwnRule.self)

  @Test func `lists its rules with a word and a sentence each`() {
    #expect(catalogue.rules.map { $0.word.name }.prefix(3) == ["sgd", "adam", "adamw"])
    #expect(catalogue.rules.last?.word.name == "own")
    for rule in catalogue.rules { #expect(!rule.word.summary.isEmpty && !rule.word.source.isEmpty) }
    for modifier in catalogue.modifiers { #expect(!modifier.word.summary.isEmpty) }
  }

  @Test func `the README has the number of optimizers and modifiers`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
    let standard = OptimizerCatalogue.standard
    let counts = readme.matches(of: /(\d+) optimizers[^.]*? and (\d+) modifiers/)
    #expect(counts.count == 2)
    for count in counts {
      #expect(count.1 == "\(standard.rules.count)" && count.2 == "\(standard.modifiers.count)")
    }
  }

  @Test func `a rule of one's own is written as the others are`() throws {
    let optimizer = try Optimizer("own(beta: 0.25)", catalogue: catalogue)
    #expect(optimizer == Optimizer(OwnRule(beta: 0.25)))
    #expect(optimizer.description == "own(beta: 0.25)")
    let unknown = #expect(throws: NotationError.self) { try Optimizer("own") }
    #expect(unknown?.summary.hasPrefix("unknown optimizer 'own' at column 1") == true)
    let fault = #expect(throws: NotationError.self) {
      try Optimizer("own(beta: 1)", catalogue: catalogue)
    }
    #expect(fault?.summary == "beta must be in 0 ..< 1; received 1 at column 11")
  }

  @Test func `a rule of one's own runs through the same pass`() throws {
    let optimizer = try Optimizer("own", catalogue: catalogue)
    let gradient = (0..<11).map { $0.isMultiple(of: 2) ? 0.001 : -1000 }
    let start = Array(repeating: 1.0, count: 11)
    let parameters = Parameters<Float>([start], gradients: [gradient])
    let state = parameters.state(of: optimizer)
    optimizer.step(parameters.buffers, state, learningRate: 0.25)
    // 1 − 0.25·sign
    #expect(parameters.numbers == [gradient.map { $0 > 0 ? 0.75 : 1.25 }])
    #expect(Array(state.slot(0, of: 0)) == gradient.map { Float($0) * 0.5 })
    let exact = Parameters<Double>([start], gradients: [gradient])
    optimizer.step(exact.buffers, exact.state(of: optimizer), learningRate: 0.25)
    #expect(exact.numbers == [gradient.map { $0 > 0 ? 0.75 : 1.25 }])
  }

  @Test func `a word that is there already stops the program`() async {
    await #expect(processExitsWith: .failure) {
      _ = OptimizerCatalogue.standard.adding(SGD.self)
    }
  }
}
