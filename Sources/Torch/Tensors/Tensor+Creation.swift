internal import CTorch

// Tensors with given or regular elements.
extension Tensor {
  /// A tensor whose elements are all `value`.
  public static func full(
    _ shape: [Int], _ value: Double, type: ScalarType = .float32, on device: Device = .cpu
  ) throws(TorchError) -> Tensor {
    try Tensor(
      ct_full(
        shape.map(Int64.init), Int64(shape.count), value, type.code, device.kind.code,
        Int32(device.index)), "full")
  }

  /// A tensor of zeros.
  public static func zeros(
    _ shape: [Int], type: ScalarType = .float32, on device: Device = .cpu
  ) throws(TorchError) -> Tensor {
    try full(shape, 0, type: type, on: device)
  }

  /// A tensor of ones.
  public static func ones(
    _ shape: [Int], type: ScalarType = .float32, on device: Device = .cpu
  ) throws(TorchError) -> Tensor {
    try full(shape, 1, type: type, on: device)
  }

  /// A tensor of this one's shape, type and device whose elements are all `value`.
  public func filled(with value: Double) throws(TorchError) -> Tensor {
    try calling("full_like", scalar(value))
  }

  /// The integers of `range` in steps of `step`; int64 by default.
  public static func arange(
    _ range: Range<Int>, by step: Int = 1, type: ScalarType = .int64, on device: Device = .cpu
  ) throws(TorchError) -> Tensor {
    try TorchCall.tensor(
      of: "arange.start_step",
      [.integer(range.lowerBound), .integer(range.upperBound), .integer(step)],
      labelled: ["dtype": .type(type), "device": .device(device)])
  }

  /// `count` equally spaced numbers from `range`'s lower bound to its upper bound.
  public static func linspace(
    _ range: ClosedRange<Double>, count: Int, type: ScalarType = .float32, on device: Device = .cpu
  ) throws(TorchError) -> Tensor {
    try TorchCall.tensor(
      of: "linspace", [.number(range.lowerBound), .number(range.upperBound), .integer(count)],
      labelled: ["dtype": .type(type), "device": .device(device)])
  }

  /// The identity matrix.
  public static func identity(
    _ size: Int, type: ScalarType = .float32, on device: Device = .cpu
  ) throws(TorchError) -> Tensor {
    try TorchCall.tensor(
      of: "eye", [.integer(size)], labelled: ["dtype": .type(type), "device": .device(device)])
  }
}
