internal import CTorch

// Random draws, from the generator that `Engine.seed` set: on the processor, and moved from there where another
// device is asked for, so that the numbers are the same everywhere.
extension Tensor {
  /// A float32 tensor drawn uniformly from `range`.
  public static func uniform(
    _ shape: [Int], in range: Range<Double>, on device: Device = .cpu
  ) throws(TorchError) -> Tensor {
    let drawn = try Tensor(
      ct_uniform(
        shape.map(Int64.init), Int64(shape.count), range.lowerBound, range.upperBound), "uniform")
    return device == .cpu ? drawn : try drawn.moved(to: device)
  }

  /// A float32 tensor drawn from a normal distribution.
  public static func normal(
    _ shape: [Int], mean: Double = 0, deviation: Double = 1, on device: Device = .cpu
  ) throws(TorchError) -> Tensor {
    let drawn = try Tensor(
      ct_normal(shape.map(Int64.init), Int64(shape.count), mean, deviation), "normal")
    return device == .cpu ? drawn : try drawn.moved(to: device)
  }

  /// Whole numbers (int64) drawn uniformly from `range`.
  public static func randomIntegers(
    _ shape: [Int], in range: Range<Int>, on device: Device = .cpu
  ) throws(TorchError) -> Tensor {
    try TorchCall.tensor(
      of: "randint.low_generator",
      [.integer(range.lowerBound), .integer(range.upperBound), .integers(shape)]
    ).moved(to: device)
  }

  /// The whole numbers (int64) in `0 ..< count` in a random order.
  public static func permutation(
    _ count: Int, on device: Device = .cpu
  ) throws(TorchError) -> Tensor {
    try TorchCall.tensor(of: "randperm.generator", [.integer(count)]).moved(to: device)
  }

  /// Indices (int64) drawn with the probabilities in each row, which need not add up to 1.
  ///
  /// - Parameter replacing: whether an index may be drawn again.
  /// - Throws: `TorchError` for a negative probability, or a row without any.
  public func multinomial(
    _ count: Int, replacing: Bool = true
  ) throws(TorchError) -> Tensor {
    try moved(to: .cpu).calling("multinomial", .integer(count), .truth(replacing))
      .moved(to: device)
  }

  /// 1 with the probability in each place, and 0 otherwise.
  public func bernoulli() throws(TorchError) -> Tensor {
    try moved(to: .cpu).calling("bernoulli").moved(to: device)
  }
}
