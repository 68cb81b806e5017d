internal import CTorch

// The same elements in other shapes. Most results share this tensor's memory.
extension Tensor {
  /// The same elements in another shape; one dimension may be -1 and is then inferred.
  public func reshaped(_ shape: [Int]) throws(TorchError) -> Tensor {
    try Tensor(ct_reshape(handle, shape.map(Int64.init), Int64(shape.count)), "reshaped")
  }

  /// The dimensions in another order: `[0, 2, 3, 1]` turns N×C×H×W into N×H×W×C.
  public func permuted(_ order: [Int]) throws(TorchError) -> Tensor {
    try Tensor(ct_permute(handle, order.map(Int64.init), Int64(order.count)), "permuted")
  }

  /// Two dimensions exchanged; the last two by default.
  public func transposed(_ one: Int = -2, _ other: Int = -1) throws(TorchError) -> Tensor {
    try calling("transpose", .integer(one), .integer(other))
  }

  /// The dimensions from `first` to `last` merged into one.
  public func flattened(from first: Int = 0, to last: Int = -1) throws(TorchError) -> Tensor {
    try calling("flatten", .integer(first), .integer(last))
  }

  /// A new dimension of length 1 at `dimension`.
  public func unsqueezed(at dimension: Int) throws(TorchError) -> Tensor {
    try calling("unsqueeze", .integer(dimension))
  }

  /// The tensor without `dimension`, if that has length 1.
  public func squeezed(at dimension: Int) throws(TorchError) -> Tensor {
    try calling("squeeze", .integer(dimension))
  }

  /// The tensor broadcast to `shape`: dimensions of length 1 and missing leading dimensions are
  /// repeated; -1 keeps a length.
  public func broadcast(to shape: [Int]) throws(TorchError) -> Tensor {
    try calling("expand", .integers(shape))
  }

  /// A copy repeated `times` along each dimension.
  public func repeated(_ times: [Int]) throws(TorchError) -> Tensor {
    try calling("repeat", .integers(times))
  }

  /// The slice `range` along `dimension`; it shares this tensor's memory.
  public func narrowed(_ dimension: Int, to range: Range<Int>) throws(TorchError) -> Tensor {
    try Tensor(
      ct_narrow(handle, Int64(dimension), Int64(range.lowerBound), Int64(range.count)), "narrowed")
  }

  /// A copy reversed along `dimensions`.
  public func flipped(along dimensions: Int...) throws(TorchError) -> Tensor {
    try calling("flip", .integers(dimensions))
  }

  /// A copy shifted by `places` along `dimension`; elements that leave at one end enter at the
  /// other.
  public func rolled(by positions: Int, along dimension: Int) throws(TorchError) -> Tensor {
    try calling("roll", .integers([positions]), .integers([dimension]))
  }

  /// The tensor padded with `value`: the counts before and after each dimension, last dimension
  /// first.
  ///
  /// `padded([1, 1, 2, 0])` adds one column on the left, one on the right, and two rows on top.
  public func padded(_ widths: [Int], with value: Double = 0) throws(TorchError) -> Tensor {
    try calling("constant_pad_nd", .integers(widths), scalar(value))
  }

  /// The elements on and below the diagonal `offset` above the main one, and 0 elsewhere.
  public func lowerTriangle(_ offset: Int = 0) throws(TorchError) -> Tensor {
    try calling("tril", .integer(offset))
  }

  /// The elements on and above the diagonal `offset` above the main one, and 0 elsewhere.
  public func upperTriangle(_ offset: Int = 0) throws(TorchError) -> Tensor {
    try calling("triu", .integer(offset))
  }

  /// Parts of length `length` along `dimension`; the last part may be shorter.
  public func split(every length: Int, along dimension: Int = 0) throws(TorchError) -> [Tensor] {
    try TorchCall.results(
      of: "split.Tensor",
      labelled: [(nil, .tensor(self)), (nil, .integer(length)), (nil, .integer(dimension))])
  }

  /// At most `count` parts of equal length along `dimension`; the last part may be shorter.
  public func chunked(into count: Int, along dimension: Int = 0) throws(TorchError) -> [Tensor] {
    try TorchCall.results(
      of: "chunk",
      labelled: [(nil, .tensor(self)), (nil, .integer(count)), (nil, .integer(dimension))])
  }

  /// The tensors concatenated along `dimension`.
  ///
  /// - Throws: `TorchError` for an empty array, or lengths that differ in another dimension.
  public static func concatenated(
    _ tensors: [Tensor], along dimension: Int = 0
  ) throws(TorchError) -> Tensor {
    let result = tensors.withHandles { ct_concatenate($0, $1, Int64(dimension)) }
    return try Tensor(result, "concatenated")
  }

  /// The tensors stacked along a new dimension.
  ///
  /// - Throws: `TorchError` for an empty array, or shapes that differ.
  public static func stacked(
    _ tensors: [Tensor], along dimension: Int = 0
  ) throws(TorchError) -> Tensor {
    try TorchCall.tensor(of: "stack", [.tensors(tensors), .integer(dimension)])
  }

  /// The elements converted to `type`, on `device`; this tensor itself if nothing changes.
  public func converted(
    to type: ScalarType, on device: Device? = nil
  ) throws(TorchError) -> Tensor {
    let device = device ?? self.device
    return try Tensor(
      ct_to(handle, type.code, device.kind.code, Int32(device.index)), "converted")
  }

  /// A copy on `device`; this tensor itself if it is there already.
  public func moved(to device: Device) throws(TorchError) -> Tensor {
    try converted(to: scalarType, on: device)
  }

  /// This tensor with its elements laid out in row-major order.
  public func contiguous() throws(TorchError) -> Tensor {
    try Tensor(ct_contiguous(handle), "contiguous")
  }

  /// This N×C×H×W tensor laid out as N×H×W×C in memory, the faster layout for convolutions on the
  /// CPU.
  public func channelsLast() throws(TorchError) -> Tensor {
    try Tensor(ct_channels_last(handle), "channelsLast")
  }
}
