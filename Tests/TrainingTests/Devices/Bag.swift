import Optimizers
import Torch
import Training

/// Parameters of several shapes, one of them channels-last in memory, one a single number and one
/// empty.
///
/// Gradients are overwritten where they are, as backward passes do that accumulate.
final class Bag: Module {
  static let sizes = [[4, 3], [5], [3, 2, 3, 3], [], [0], [2, 1, 1]]
  let tensors: [Tensor]
  private var generator: UInt64

  init(seed: UInt64 = 1, on device: Device = .cpu) throws {
    var generator = seed
    tensors = try Self.sizes.map { sizes in
      var tensor = try drawn(sizes, &generator)
      if sizes.count == 4 { tensor = try tensor.channelsLast() }
      return try tensor.converted(to: .float32, on: device).copied().requiringGradient()
    }
    self.generator = generator
    try tensors.map { try $0.sum() }.reduce(try Tensor.full([], 0, on: device)) { try $0 + $1 }
      .backward()
  }

  /// Draws gradients of this size.
  func drawGradients(scale: Float = 1) throws {
    for (tensor, sizes) in zip(tensors, Self.sizes) {
      try set(tensor.gradient, to: try drawn(sizes, &generator, scale: scale))
    }
  }

  /// Sets every gradient to one value.
  func setGradients(_ value: Double) throws {
    for tensor in tensors {
      try set(tensor.gradient, to: try Tensor.full(tensor.shape, value))
    }
  }

  private func set(_ gradient: Tensor?, to numbers: Tensor) throws {
    try gradient?.assign(numbers)
    guard try gradient?.scalars(as: Float.self) == numbers.scalars(as: Float.self) else {
      throw TrainingError("the gradient was a copy")
    }
  }

  var shapes: [ParameterShape] { parameters.map { ParameterShape($0.name, $0.tensor.shape) } }

  /// Steps as a training on the processor does: over memory.
  func step(
    _ optimizer: Optimizer, _ state: OptimizerState<Float>, _ settings: StepSettings
  ) throws {
    let gradients = tensors.map(\.gradient)
    try withExtendedLifetime(gradients) {
      try optimizer.step(buffers(gradients), state, settings)
    }
  }

  func buffers(_ gradients: [Tensor?]) -> [ParameterBuffer<Float>] {
    zip(parameters, gradients).map { named, gradient in
      ParameterBuffer(
        name: named.name, sizes: named.tensor.shape,
        values: named.tensor.withMutableStorage(as: Float.self) { $0 },
        gradient: UnsafeBufferPointer(
          (gradient ?? named.tensor).withMutableStorage(as: Float.self) { $0 }))
    }
  }

  var numbers: [[Float]] {
    get throws { try tensors.map { try $0.scalars(as: Float.self) } }
  }
}

/// Multiples of 1/512 in -1 ..< 1.
private func drawn(
  _ sizes: [Int], _ generator: inout UInt64, scale: Float = 1
) throws -> Tensor {
  let numbers = (0..<sizes.reduce(1, *)).map { _ -> Float in
    generator = generator &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (Float(generator >> 54) / 512 - 1) * scale
  }
  return try Tensor(numbers, shape: sizes)
}

extension StepSettings {
  /// Two groups with their own rates and values, over the parameters of a ``Bag``.
  static func groups(of optimizer: Optimizer, step: Int, scale: Double = 0.5) -> StepSettings {
    let rate = optimizer.rule.typicalRate
    // A rule of another value of everything that it can schedule, which must be within 0 ..< 1.
    let names = optimizer.rule.schedulableNames.filter { $0 == "beta1" || $0 == "momentum" }
    let values = Dictionary(uniqueKeysWithValues: names.map { ($0, 0.8 + Double(step) / 200) })
    return StepSettings(
      groups: [
        Group(learningRate: rate / Double(step)),
        Group(learningRate: rate * 2, hyperparameters: values),
      ], groupOfParameter: [0, 1, 1, 0, 1, 0], gradientScale: scale, loss: 0.7)
  }
}

/// The largest difference, in proportion to the number where it is above `least`; infinite
/// where one is infinite or NaN and the other is not the same.
func difference(_ left: [[Float]], _ right: [[Float]], least: Double = 1e-3) -> Double {
  guard left.map(\.count) == right.map(\.count) else { return .infinity }
  return zip(left.joined(), right.joined()).reduce(0) { largest, pair in
    if pair.0 == pair.1 || (pair.0.isNaN && pair.1.isNaN) { return largest }
    let (one, other) = (Double(pair.0), Double(pair.1))
    let difference = (one - other).magnitude / Swift.max(other.magnitude, least)
    return difference.isNaN ? .infinity : Swift.max(largest, difference)
  }
}
