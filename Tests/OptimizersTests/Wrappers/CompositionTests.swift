import Foundation
import Notation
import Optimizers
import OptimizersAVX2
import Testing

/// Rules with one to three modifiers, drawn at random: what holds for all of them.
@Suite struct CompositionTests {
  /// How a modifier is written where its name is not enough.
  private static let written = [
    "using": #"using(sgd(momentum: 0.5), in: "layers.1.*")"#, "lookahead": "lookahead(k: 2)",
    "hypergradient": "hypergradient(rate: 1e-4)",
  ]

  /// Optimizers that can be, drawn; every rule and every modifier of the catalogue has its chance.
  static let drawnOptimizers: [Optimizer] = {
    let (rules, modifiers) = (
      OptimizerCatalogue.standard.rules, OptimizerCatalogue.standard.modifiers
    )
    var generator = Generator(2)
    func draw(_ count: Int) -> Int { Int((generator.next() + 1) / 2 * Double(count)) }
    var found: [Optimizer] = []
    for _ in 0..<1000 where found.count < 60 {
      var text = rules[draw(rules.count)].word.name
      for _ in 0...draw(3) {
        let word = modifiers[draw(modifiers.count)].word.name
        text += "." + (written[word] ?? word)
      }
      // Some cannot be, such as decaying matrices over a rule without weight decay.
      if let optimizer = try? Optimizer(text) { found.append(optimizer) }
    }
    return found
  }()

  private static let sizes = [[6, 4], [9], [0], [1], [], [2, 3, 2]]

  /// A model on its way to random targets, under two groups of settings.
  private struct Course {
    let optimizer: Optimizer
    let parameters: Parameters<Float>
    var state: OptimizerState<Float>
    let sizes: [[Int]]
    let targets: [[Double]]
    var backend = Backend()

    init(_ optimizer: Optimizer, _ sizes: [[Int]]) {
      var generator = Generator(4)
      let counts = sizes.map { $0.reduce(1, *) }
      (self.optimizer, self.sizes) = (optimizer, sizes)
      targets = drawn(counts, from: &generator)
      parameters = Parameters(drawn(counts, from: &generator), sizes: sizes)
      state = parameters.state(of: optimizer)
    }

    func step() throws {
      var loss = 0.0
      let gradients = zip(parameters.numbers, targets).map { numbers, targets in
        zip(numbers, targets).map { number, target in
          loss += (Double(number) - target) * (Double(number) - target) / 2
          return Double(number) - target
        }
      }
      parameters.setGradients(gradients)
      let rate = 0.1 * optimizer.rule.typicalRate
      let decays = optimizer.rule.schedulableNames.contains("weightDecay")
      let groups = [
        StepSettings.Group(learningRate: rate),
        StepSettings.Group(
          learningRate: rate / 2, hyperparameters: decays ? ["weightDecay": 0.125] : [:]),
      ]
      try optimizer.step(
        parameters.buffers, state,
        StepSettings(
          groups: groups, groupOfParameter: sizes.indices.map { $0 % 2 }, loss: loss,
          backend: backend))
    }

    var bits: [[UInt32]] { parameters.numbers.map { $0.map(\.bitPattern) } }
  }

  @Test(arguments: drawnOptimizers)
  func `the notation reads back`(optimizer: Optimizer) throws {
    #expect(try Optimizer("\(optimizer)") == optimizer)
    let data = try JSONEncoder().encode([optimizer])
    #expect(try JSONDecoder().decode([Optimizer].self, from: data) == [optimizer])
  }

  @Test(arguments: drawnOptimizers)
  func `every step is finite, and so is what is evaluated`(optimizer: Optimizer) throws {
    let course = Course(optimizer, Self.sizes)
    for _ in 0..<8 {
      try course.step()
      #expect(course.parameters.numbers.allSatisfy { $0.allSatisfy { $0.isFinite } })
      let (bits, state) = (course.bits, course.state.copied())
      let found = optimizer.evaluationParameters(of: course.parameters.buffers, course.state)
      #expect(found.allSatisfy { $0.allSatisfy { $0.isFinite } })
      #expect(found.map(\.count) == course.targets.map(\.count))
      #expect(course.bits == bits && course.state.isIdentical(to: state))
    }
    #expect(course.bits[0] != Course(optimizer, Self.sizes).bits[0])
  }

  @Test(arguments: drawnOptimizers)
  func `a state stored halfway goes on with the same bits`(optimizer: Optimizer) throws {
    let whole = Course(optimizer, Self.sizes)
    var parts = Course(optimizer, Self.sizes)
    for step in 0..<8 {
      try whole.step()
      try parts.step()
      if step % 3 == 1 {
        let data = try JSONEncoder().encode(StoredOptimizerState(parts.state))
        parts.state = try JSONDecoder()
          .decode(StoredOptimizerState<Float>.self, from: data).state()
      }
    }
    #expect(whole.bits == parts.bits)
    #expect(whole.state.isIdentical(to: parts.state))
  }

  @Test(arguments: drawnOptimizers.prefix(20))
  func `threads and wider loops give the same bits`(optimizer: Optimizer) throws {
    // Long enough for three threads, and cut where no vector ends.
    let sizes = [[66_001], [3, 4], [65_003], [70_001]]
    let courses = [Backend(), Backend(threads: 3), Backend(threads: 2, kernels: .fastest)].map {
      var course = Course(optimizer, sizes)
      course.backend = $0
      return course
    }
    for _ in 0..<3 { for course in courses { try course.step() } }
    #expect(courses[0].bits == courses[1].bits)
    #expect(courses[0].bits == courses[2].bits)
    #expect(courses[0].state.isIdentical(to: courses[1].state))
    #expect(courses[0].state.isIdentical(to: courses[2].state))
  }

  @Test func `what a modifier remembers is kept in full over a compact base`() {
    let optimizer = Optimizer(CompactRule()).averaged().lookahead(k: 1, alpha: 1)
    let parameters = Parameters<Float>([[1, 1.0000001]], gradients: [[0, 0]])
    let state = parameters.state(of: optimizer)
    optimizer.step(parameters.buffers, state, learningRate: 1)
    #expect((0..<3).map { state.isCompact($0, of: 0) } == [true, false, false])
    #expect(Array(state.slot(1, of: 0)) == parameters.numbers[0])
    #expect(optimizer.evaluationParameters(of: parameters.buffers, state) == parameters.numbers)
    #expect(state.layout.bytesPerElement == 10)
    // And so is a whole optimizer beside it.
    let both = Optimizer(CompactRule()).using(.sgd(momentum: 0.5), in: "layers.1.*")
    let layout = StateLayout(
      both.rule, [ParameterShape("layers.0.weight", [4]), ParameterShape("layers.1.weight", [4])])
    #expect(layout.isCompact && layout.bytesPerElement == 3)
  }
}

/// A rule that remembers its gradients in brain floats.
private struct CompactRule: ElementwiseRule {
  typealias Coefficients = Double
  func coefficients(at step: StepNumbers) -> Double { step.learningRate }
  static func update<L: Lanes>(
    _ parameter: inout L, along gradient: L, _ memory: inout Memory<L>, _ rate: Double
  ) {
    memory[at: 0] = gradient
    parameter = parameter - rate * gradient
  }
  static let word = NotationWord(
    "compactGradient", summary: "steps along the gradient", formula: "a formula", purpose: "a test",
    source: "a test")
  var typicalRate: Double { 1 }
  var isCompact: Bool { true }
  var elementSlots: [Slot] { [Slot("gradient")] }
  static var hyperparameters: NotationParameters<CompactRule> { [] }
}
