import Foundation
import LearningRate
import Notation
import Optimizers
import Search
import Testing
import Torch
import Training

@Suite struct ModelScalingTests {
  /// The numbers that `scripts/mup_reference.py` has.
  private func pattern(_ shape: [Int], _ multiplier: Int, _ offset: Int) -> [Float] {
    (0..<shape.reduce(1, *)).map { Float(sin(Double($0 * multiplier + offset))) }
  }

  private func network(_ width: Int) throws -> Sequential {
    Sequential(
      try Linear(6, width), ReLU(), try Linear(width, width), ReLU(), try Linear(width, 3))
  }

  private func reference() throws -> [String: [Double]] {
    let file = try #require(
      Bundle.module.url(forResource: "mup", withExtension: "json", subdirectory: "Resources"))
    return try JSONDecoder().decode([String: [Double]].self, from: Data(contentsOf: file))
  }

  @Test(arguments: ["sgd(momentum: 0.9)", "adamw(weightDecay: 0.1)"])
  func `a network trains as one that Microsoft's mup has scaled`(_ name: String) throws {
    let layers = try network(32)
    try Engine.withoutGradients {
      for (place, layer) in layers.layers.compactMap({ $0 as? Linear }).enumerated() {
        let shape = layer.weight.shape
        let bound = 1 / Double(shape[1]).squareRoot()
        try layer.weight.assign(Tensor(pattern(shape, 7, place), shape: shape) * bound)
        try layer.bias?.assign(Tensor(pattern([shape[0]], 4, place), shape: [shape[0]]) * bound)
      }
    }
    let model = Regressor(layers)
    let scaling = try ModelScaling(.muP, of: model, from: Regressor(network(8)))
    try scaling.initialize()
    let optimizer = try Optimizer(name)
    let data = TensorDataset(
      inputs: try Tensor(pattern([20, 6], 3, 1), shape: [20, 6]),
      targets: try Tensor(pattern([20, 3], 5, 2), shape: [20, 3]))
    let learner = learner(model, data, optimizer: optimizer, batchSize: 20)
    let plan = try learner.grouped(
      scaling.plan(Plan(.constant(0.05)), for: optimizer).resolved(steps: 8, stepsPerEpoch: nil))
    for expected in try #require(reference()[name]) {
      let report = try learner.advance { _ in (plan.values(at: 0), plan.groupOfParameter) }
      #expect(abs(report.loss / expected - 1) < 2e-5, "\(report.loss) \(expected)")
    }
  }

  @Test func `at the base's own size nothing changes`() throws {
    let scaling = try ModelScaling(.muP, of: network(8), from: network(8))
    for optimizer in [Optimizer.sgd(momentum: 0.9), .adamw(weightDecay: 0.1), .muon()] {
      let plan = Plan(.constant(1))
      #expect(try scaling.plan(plan, for: optimizer) == plan)
      #expect(try scaling.factors(for: optimizer).allSatisfy { $0.factors.initial == 1 })
    }
  }

  @Test func `a plan gets the factors once`() throws {
    let scaling = try ModelScaling(.muP, of: network(32), from: network(8))
    let optimizer = Optimizer.adamw(weightDecay: 0.1)
    let plan = try scaling.plan(Plan(.constant(1)), for: optimizer)
    #expect(
      plan.description
        == #"constant(1).scaled(by: 0.25, in: "layers.2.weight").scaled(by: 0.25, in: "layers.4.weight")"#
        + #".scheduling(weightDecay, constant(0.4), in: "layers.2.weight")"#
        + #".scheduling(weightDecay, constant(0.4), in: "layers.4.weight")"#)
    #expect(try scaling.plan(plan, for: optimizer) == plan)
    // A decay that the plan schedules is the user's.
    let own = Plan(.constant(1)).scheduling(.weightDecay, .constant(0.3))
    let both = try scaling.plan(own, for: optimizer)
    #expect(both.clauses.count == 3)
    #expect(try scaling.plan(both, for: optimizer) == both)
  }

  @Test func `a base without one of the tensors is refused`() throws {
    let error = #expect(throws: ScalingError.self) {
      try ModelScaling(.muP, of: network(8), from: Sequential(Linear(6, 4)))
    }
    #expect("\(try #require(error))".contains("it lacks 'layers.2.weight'"))
    #expect(throws: ScalingError.self) {
      try ModelScaling(
        .muP, of: Sequential(Linear(2, 2)), from: Sequential(Convolution2D(2, 2, size: 1)))
    }
  }

  @Test func `a base with other tensors besides is refused`() throws {
    let error = #expect(throws: ScalingError.self) {
      try ModelScaling(
        .muP, of: Sequential(Linear(6, 8)), from: Sequential(Linear(6, 4), Linear(4, 4)))
    }
    #expect("\(try #require(error))".contains("it has 'layers.1.weight' besides"))
  }

  @Test func `a decay that the plan schedules for some tensors is left alone there`() throws {
    let scaling = try ModelScaling(.muP, of: network(32), from: network(8))
    let own = Plan(.constant(1)).scheduling(.weightDecay, .constant(0), in: "layers.2.*")
    let plan = try scaling.plan(own, for: .adamw(weightDecay: 0.1))
    #expect(plan.clauses.count == 4, "\(plan)")
    #expect(
      plan.description.hasSuffix(#".scheduling(weightDecay, constant(0.4), in: "layers.4.weight")"#)
    )
    // A clause behind does not hide those of the rates.
    let longer = plan.scheduling(.beta1, .constant(0.8))
    #expect(try scaling.plan(longer, for: .adamw(weightDecay: 0.1)) == longer)
  }

  @Test func `Muon's hidden matrices keep the spectral norm of a step`() throws {
    let scaling = try ModelScaling(.muP, of: network(32), from: network(8))
    let factors = try scaling.factors(for: .muon(scaling: .rms)).map(\.factors.rate)
    // The step's norm is η·0.2·√32 in place of η·0.2·√8, and should be the same: a factor of ½. The
    // first matrix, 32 × 6 after 8 × 6, should have twice the norm, and has √32/√8 times it.
    #expect(abs(factors[2] - 0.5) < 1e-12 && abs(factors[0] - 1) < 1e-12, "\(factors)")
    let spectral = try scaling.factors(for: .muon(scaling: .spectral)).map(\.factors.rate)
    // √(32/32) and √(8/8).
    #expect(spectral[2] == 1, "\(spectral)")
  }

  @Test func `a rule whose rates are not known to scale is refused`() throws {
    let scaling = try ModelScaling(.muP, of: network(32), from: network(8))
    let error = #expect(throws: ScalingError.self) {
      try scaling.plan(Plan(.constant(1)), for: .lamb())
    }
    #expect("\(try #require(error))".contains("received lamb"))
  }

  /// Layers whose usual initial values depend on their sizes in different ways.
  private final class Sequence: Layer {
    let embedding: Embedding
    let positions: LearnedPositions
    let network: LSTM
    let up: TransposedConvolution2D

    init(width: Int) throws {
      (embedding, positions) = (try Embedding(5, width), try LearnedPositions(7, width))
      network = try LSTM(3, width)
      up = try TransposedConvolution2D(width, 2, size: 2)
    }

    func callAsFunction(_ input: Tensor, for mode: Mode) throws -> Tensor { input }
  }

  @Test func `each kind of layer gets initial values of the base's spread`() throws {
    let scaling = try ModelScaling(.muP, of: Sequence(width: 16), from: Sequence(width: 4))
    let factors = try scaling.factors(for: .adam())
    let initial = Dictionary(
      factors.map { ($0.name, $0.factors.initial) }, uniquingKeysWith: { first, _ in first })
    #expect(initial["embedding.weight"] == 1 && initial["positions.weight"] == 1, "\(initial)")
    // All weights of a recurrent network are drawn from ±1/√width; those of its input have a fixed number
    // of inputs, and its biases none.
    #expect(initial["network.cells.0.inputWeight"] == 2, "\(initial)")
    #expect(initial["network.cells.0.hiddenWeight"] == 1, "\(initial)")
    #expect(initial["network.cells.0.inputBias"] == 2, "\(initial)")
    // Its inputs come first, and PyTorch draws it by the other size, which is fixed: an output whose
    // values should shrink with the width.
    #expect(initial["up.weight"] == 0.25, "\(initial)")
  }

  @Test func `a block's number is not taken for another number in the name`() throws {
    func model(_ count: Int, _ width: Int) throws -> any Module {
      Sequential(try Blocks(count, width: width))
    }
    let branches = ModelScaling.Branches(
      blocks: "layers.0.blocks.#.*", ends: ["*.blocks.*.layers.2.*"])
    let scaling = try ModelScaling(
      .completeP, of: model(3, 8), from: model(1, 4), branches: branches)
    #expect(scaling.depth == 3)
    #expect(try scaling.factors(for: .adam()).count == 3 * 4 + 3)
  }

  /// A residual network of blocks, each x ← x + second(relu(first(x))).
  private final class Blocks: Layer {
    let embedding: Embedding
    let blocks: [Residual]
    let head: Linear

    init(_ count: Int, width: Int) throws {
      embedding = try Embedding(5, width)
      blocks = try (0..<count).map { _ in
        Residual(try Linear(width, width), ReLU(), try Linear(width, width))
      }
      head = try Linear(width, 3)
    }

    func callAsFunction(_ input: Tensor, for mode: Mode) throws -> Tensor {
      try head(blocks.reduce(embedding(input, for: mode)) { try $1($0, for: mode) }, for: mode)
    }
  }

  @Test func `completeP divides the last layer of each branch by the ratio of the blocks`() throws {
    let branches = ModelScaling.Branches(blocks: "blocks.#.*", ends: ["blocks.*.layers.2.*"])
    let scaling = try ModelScaling(
      .completeP, of: Blocks(8, width: 16), from: Blocks(2, width: 4), branches: branches)
    #expect(scaling.depth == 4)
    func factors(_ optimizer: Optimizer) throws -> [String: TensorScaling] {
      Dictionary(
        try scaling.factors(for: optimizer).map { ($0.name, $0.factors) },
        uniquingKeysWith: { first, _ in first })
    }
    // Table 1 of the paper with α = 1, m_N = 4, m_L = 4; the branch's factor 1/4 is in its last layer.
    let adam = try factors(.adam())
    for block in [0, 7] {
      #expect(adam["blocks.\(block).body.layers.0.weight"]?.rate == 0.25)
      #expect(adam["blocks.\(block).body.layers.2.weight"]?.rate == 0.0625)
      #expect(adam["blocks.\(block).body.layers.2.weight"]?.initial == 0.25)
      #expect(adam["blocks.\(block).body.layers.0.bias"]?.rate == 1)
    }
    #expect(adam["embedding.weight"]?.rate == 1 && adam["embedding.weight"]?.initial == 1)
    #expect(adam["head.weight"]?.rate == 0.25 && adam["head.weight"]?.initial == 0.5)
    let sgd = try factors(.sgd())
    #expect(sgd["blocks.3.body.layers.0.weight"]?.rate == 4)
    #expect(sgd["blocks.3.body.layers.2.weight"]?.rate == 0.25)
    #expect(sgd["blocks.3.body.layers.0.bias"]?.rate == 16)
    #expect(sgd["embedding.weight"]?.rate == 4)
    // The 32 tensors of the blocks need few clauses.
    #expect(try scaling.plan(Plan(.constant(1)), for: .sgd()).clauses.count < 10)
  }
}
