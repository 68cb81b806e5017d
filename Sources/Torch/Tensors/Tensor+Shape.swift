internal import CTorch

// The same elements in other shapes. Most share this tensor's memory.
extension Tensor {
  /// The same elements under another shape; one dimension may be -1 and is worked out.
  public func reshaped(_ shape: [Int]) throws(TorchError) -> Tensor {
    try Tensor(ct_reshape(handle, shape.map(Int64.init), Int64(shape.count)), "reshaped")
  }

  /// The dimensions in another order: `[0, 2, 3, 1]` turns N×C×H×W into N×H×W×C.
  public func permuted(_ order: [Int]) throws(TorchError) -> Tensor {
    try Tensor(ct_permute(handle, order.map(Int64.init), Int64(order.count)), "permuted")
  }

  /// Two dimensions in each other's place, the last two unless others are named.
  public func transposed(_ one: Int = -2, _ other: Int = -1) throws(TorchError) -> Tensor {
    try calling("transpose", .integer(one), .integer(other))
  }

  /// The dimensions from `first` to `last` as one.
  public func flattened(from first: Int = 0, to last: Int = -1) throws(TorchError) -> Tensor {
    try calling("flatten", .integer(first), .integer(last))
  }

  /// A dimension of length 1 at `dimension`.
  public func unsqueezed(at dimension: Int) throws(TorchError) -> Tensor {
    try calling("unsqueeze", .integer(dimension))
  }

  /// Without `dimension` if it has length 1.
  public func squeezed(at dimension: Int) throws(TorchError) -> Tensor {
    try calling("squeeze", .integer(dimension))
  }

  /// Repeated along the dimensions of length 1, and those missing in front, to have `shape`; -1 keeps a length.
  public func broadcast(to shape: [Int]) throws(TorchError) -> Tensor {
    try calling("expand", .integers(shape))
  }

  /// So many times one after the other along each dimension, copied.
  public func repeated(_ times: [Int]) throws(TorchError) -> Tensor {
    try calling("repeat", .integers(times))
  }

  /// The places `range` along `dimension`, sharing this tensor's memory.
  public func narrowed(_ dimension: Int, to range: Range<Int>) throws(TorchError) -> Tensor {
    try Tensor(
      ct_narrow(handle, Int64(dimension), Int64(range.lowerBound), Int64(range.count)), "narrowed")
  }

  /// In reverse order along `dimensions`, copied.
  public func flipped(along dimensions: Int...) throws(TorchError) -> Tensor {
    try calling("flip", .integers(dimensions))
  }

  /// Moved by `places` along `dimension`, what leaves at one end coming in at the other.
  public func rolled(by places: Int, along dimension: Int) throws(TorchError) -> Tensor {
    try calling("roll", .integers([places]), .integers([dimension]))
  }

  /// With `value` around it: so many places before and behind, for the last dimension first.
  ///
  /// `padded([1, 1, 2, 0])` puts one column on the left and one on the right, and two rows on top.
  public func padded(_ places: [Int], with value: Double = 0) throws(TorchError) -> Tensor {
    try calling("constant_pad_nd", .integers(places), scalar(value))
  }

  /// What is on and below the diagonal `offset` above the main one, and 0 elsewhere.
  public func lowerTriangle(_ offset: Int = 0) throws(TorchError) -> Tensor {
    try calling("tril", .integer(offset))
  }

  /// What is on and above the diagonal `offset` above the main one, and 0 elsewhere.
  public func upperTriangle(_ offset: Int = 0) throws(TorchError) -> Tensor {
    try calling("triu", .integer(offset))
  }

  /// Parts of `length` places along `dimension`, the last one of what is left.
  public func split(every length: Int, along dimension: Int = 0) throws(TorchError) -> [Tensor] {
    try TorchCall.results(
      of: "split.Tensor",
      labelled: [(nil, .tensor(self)), (nil, .integer(length)), (nil, .integer(dimension))])
  }

  /// `count` parts along `dimension`, as long as each other but for the last.
  public func chunked(into count: Int, along dimension: Int = 0) throws(TorchError) -> [Tensor] {
    try TorchCall.results(
      of: "chunk",
      labelled: [(nil, .tensor(self)), (nil, .integer(count)), (nil, .integer(dimension))])
  }

  /// The tensors one after another along `dimension`.
  ///
  /// - Throws: `TorchError` for no tensors, or lengths that differ in another dimension.
  public static func concatenated(
    _ tensors: [Tensor], along dimension: Int = 0
  ) throws(TorchError) -> Tensor {
    let result = tensors.withHandles { ct_concatenate($0, $1, Int64(dimension)) }
    return try Tensor(result, "concatenated")
  }

  /// The tensors side by side along a new dimension.
  ///
  /// - Throws: `TorchError` for no tensors, or shapes that differ.
  public static func stacked(
    _ tensors: [Tensor], along dimension: Int = 0
  ) throws(TorchError) -> Tensor {
    try TorchCall.tensor(of: "stack", [.tensors(tensors), .integer(dimension)])
  }

  /// The elements converted to `type`, on `device`; this tensor itself when nothing changes.
  public func converted(
    to type: ScalarType, on device: Device? = nil
  ) throws(TorchError) -> Tensor {
    let device = device ?? self.device
    return try Tensor(
      ct_to(handle, type.code, device.kind.code, Int32(device.index)), "converted")
  }

  /// The same numbers on `device`; this tensor itself where it is there.
  public func moved(to device: Device) throws(TorchError) -> Tensor {
    try converted(to: scalarType, on: device)
  }

  /// This tensor with its elements laid out in row-major order.
  public func contiguous() throws(TorchError) -> Tensor {
    try Tensor(ct_contiguous(handle), "contiguous")
  }

  /// This N×C×H×W tensor laid out as N×H×W×C in memory, which convolutions on the processor want.
  public func channelsLast() throws(TorchError) -> Tensor {
    try Tensor(ct_channels_last(handle), "channelsLast")
  }
}
