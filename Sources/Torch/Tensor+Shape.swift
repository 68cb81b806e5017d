internal import CTorch

extension Tensor {
  /// The same elements under another shape; one dimension may be -1 and is worked out.
  public func reshaped(_ shape: [Int]) throws(TorchError) -> Tensor {
    try Tensor(ct_reshape(handle, shape.map(Int64.init), Int64(shape.count)), "reshaped")
  }

  /// The dimensions in another order: `[0, 2, 3, 1]` turns N×C×H×W into N×H×W×C.
  public func permuted(_ order: [Int]) throws(TorchError) -> Tensor {
    try Tensor(ct_permute(handle, order.map(Int64.init), Int64(order.count)), "permuted")
  }

  /// The places `range` along `dimension`, sharing this tensor's memory.
  public func narrowed(_ dimension: Int, to range: Range<Int>) throws(TorchError) -> Tensor {
    try Tensor(
      ct_narrow(handle, Int64(dimension), Int64(range.lowerBound), Int64(range.count)), "narrowed")
  }

  /// The places `indices` (int64) along `dimension`, in that order, copied.
  public func selecting(_ indices: Tensor, along dimension: Int = 0) throws(TorchError) -> Tensor {
    try Tensor(ct_index_select(handle, Int64(dimension), indices.handle), "selecting")
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

  /// The elements converted to `type`, on `device`; this tensor itself when nothing changes.
  public func converted(
    to type: ScalarType, on device: Device? = nil
  ) throws(TorchError) -> Tensor {
    let device = device ?? self.device
    return try Tensor(
      ct_to(handle, type.code, device.kind.code, Int32(device.index)), "converted")
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
