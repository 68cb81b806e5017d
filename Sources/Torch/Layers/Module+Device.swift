internal import CTorch

extension Module {
  /// Moves all tensors of the module to `device`, in place, with their gradients.
  ///
  /// Weights are initialized on the CPU and then moved, so a seed gives the same weights on every
  /// device.
  ///
  /// - Throws: `TorchError` for a device that is not available or is out of memory; some tensors
  ///   may already have been moved.
  public func move(to device: Device) throws(TorchError) {
    for named in namedTensors {
      try check(
        ct_move(named.tensor.handle, device.kind.code, Int32(device.index)), "move to \(device)")
    }
  }

  /// The device of the module's first tensor; the CPU for a module without tensors.
  public var device: Device { namedTensors.first?.tensor.device ?? .cpu }
}
