internal import Charts
internal import Optimizers

/// The path of an optimizer on a function of two variables, in float32.
struct OptimizerTrace: Encodable {
  /// The optimizer's notation.
  let optimizer: String
  /// The function's name.
  let function: String
  /// The learning rate of every step.
  let rate: Double
  /// The first point.
  let start: [Float]
  /// The points after each step.
  let points: [[Float]]
  /// The function's value after each step.
  let losses: [Float]
  /// The step after which a point, value or slope was NaN or infinite; the path ends there.
  let divergedAt: Int?

  /// Walks `steps` steps of `rate` from `origin`.
  init(
    _ optimizer: Optimizer, on landscape: any Landscape, from origin: Point, rate: Double,
    steps: Int
  ) throws {
    (self.optimizer, function) = (optimizer.description, landscape.name)
    self.rate = rate
    start = [Float(origin.x), Float(origin.y)]
    let shape = ParameterShape("point", [2])
    let state: OptimizerState<Float> = optimizer.initialState(of: [shape])
    let memory = UnsafeMutableBufferPointer<Float>.allocate(capacity: 4)
    defer { memory.deallocate() }
    _ = memory.initialize(from: start + [0, 0])
    let values = UnsafeMutableBufferPointer(rebasing: memory[..<2])
    let gradient = UnsafeMutableBufferPointer(rebasing: memory[2...])
    let buffer = ParameterBuffer(
      name: shape.name, sizes: shape.sizes, values: values,
      gradient: UnsafeBufferPointer(gradient))
    var points: [[Float]] = []
    var losses: [Float] = []
    var divergedAt: Int?
    var loss = landscape.value(values[0], values[1])
    for step in 0..<steps {
      (gradient[0], gradient[1]) = landscape.gradient(values[0], values[1])
      guard gradient.allSatisfy(\.isFinite), loss.isFinite else {
        divergedAt = step
        break
      }
      try optimizer.step(
        [buffer], state, StepSettings(learningRate: rate, loss: Double(loss)))
      loss = landscape.value(values[0], values[1])
      guard values.allSatisfy(\.isFinite), loss.isFinite else {
        divergedAt = step + 1
        break
      }
      points.append(Array(values))
      losses.append(loss)
    }
    (self.points, self.losses, self.divergedAt) = (points, losses, divergedAt)
  }

  /// The result in one sentence.
  var sentence: String {
    guard let point = points.last, let loss = losses.last else {
      return "\(optimizer) at rate \(compact(rate)) diverged at once"
    }
    let position = "(\(compact(Double(point[0]))), \(compact(Double(point[1]))))"
    let end = "\(optimizer) at rate \(compact(rate)): \(compact(Double(loss))) at \(position)"
    let steps = points.count == 1 ? "1 step" : "\(points.count) steps"
    guard let divergedAt else { return "\(end) after \(steps)" }
    return "\(end) after \(steps); it diverged at step \(divergedAt)"
  }
}
