internal import CTorch

extension Module {
  /// Puts all tensors of the module on `device`, in place, with their gradients.
  ///
  /// Weights are drawn on the processor and moved from there, so that a seed gives the same start everywhere.
  ///
  /// - Throws: `TorchError` for a device that is not there, or for want of memory on it; some tensors may have
  ///   been moved then.
  public func move(to device: Device) throws(TorchError) {
    for named in namedTensors {
      try check(
        ct_move(named.tensor.handle, device.kind.code, Int32(device.index)), "move to \(device)")
    }
  }

  /// Where the module's tensors are: the first one's device; the processor for a module without any.
  public var device: Device { namedTensors.first?.tensor.device ?? .cpu }
}
