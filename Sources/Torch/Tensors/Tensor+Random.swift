internal import CTorch

// Random tensors, from the generator that `Engine.seed` seeds. They are drawn on the CPU and then
// moved, so that the numbers are the same on every device.
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

  /// A float32 tensor drawn from a normal distribution with the given mean and standard deviation.
  public static func normal(
    _ shape: [Int], mean: Double = 0, standardDeviation: Double = 1, on device: Device = .cpu
  ) throws(TorchError) -> Tensor {
    let drawn = try Tensor(
      ct_normal(shape.map(Int64.init), Int64(shape.count), mean, standardDeviation), "normal")
    return device == .cpu ? drawn : try drawn.moved(to: device)
  }

  /// Integers (int64) drawn uniformly from `range`.
  public static func randomIntegers(
    _ shape: [Int], in range: Range<Int>, on device: Device = .cpu
  ) throws(TorchError) -> Tensor {
    try TorchCall.tensor(
      of: "randint.low_generator",
      [.integer(range.lowerBound), .integer(range.upperBound), .integers(shape)]
    ).moved(to: device)
  }

  /// The integers (int64) of `0 ..< count` in random order.
  public static func permutation(
    _ count: Int, on device: Device = .cpu
  ) throws(TorchError) -> Tensor {
    try TorchCall.tensor(of: "randperm.generator", [.integer(count)]).moved(to: device)
  }

  /// Indices (int64) drawn with the probabilities in each row, which need not sum to 1.
  ///
  /// - Parameter replacing: whether an index may be drawn again.
  /// - Throws: `TorchError` for a negative probability, or a row of zeros.
  public func multinomial(
    _ count: Int, replacing: Bool = true
  ) throws(TorchError) -> Tensor {
    try moved(to: .cpu).calling("multinomial", .integer(count), .bool(replacing))
      .moved(to: device)
  }

  /// Each element is 1 with the probability given by this tensor's element, and 0 otherwise.
  public func bernoulli() throws(TorchError) -> Tensor {
    try moved(to: .cpu).calling("bernoulli").moved(to: device)
  }
}
