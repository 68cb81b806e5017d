extension Module {
  /// Copies of all tensors by name, which later training does not change.
  ///
  /// - Throws: `TorchError` when out of memory.
  public var weights: [String: Tensor] {
    get throws(TorchError) {
      var copies: [String: Tensor] = [:]
      for named in namedTensors { copies[named.name] = try named.tensor.copied() }
      return copies
    }
  }

  /// Overwrites the module's tensors with the tensors of the same names, moved to the module's
  /// device.
  ///
  /// Floating-point elements are converted to the module's type; integers and Booleans must already
  /// have it. The module's set of trained tensors and an optimizer's state do not change. A tied
  /// weight has only the one name that it has in ``namedTensors``.
  ///
  /// - Parameters:
  ///   - allowingMissing: whether `weights` may omit tensors of the module, which then keep their
  ///     values.
  ///   - ignoringUnknown: whether `weights` may contain names that the module does not have.
  /// - Throws: `TorchError` that names the tensor that is missing, unknown, or of another shape or
  ///   type, or if no name matches; nothing is changed in that case.
  public func load(
    _ weights: [String: Tensor], allowingMissing: Bool = false, ignoringUnknown: Bool = false
  ) throws(TorchError) {
    let own = namedTensors
    let names = Set(own.map(\.name))
    let known = "\(own.prefix(3).map(\.name).joined(separator: ", "))\(own.count > 3 ? ", …" : "")"
    let unknown = weights.keys.filter { !names.contains($0) }.sorted()
    if let name = unknown.first, !ignoringUnknown || unknown.count == weights.count {
      throw fault(
        "weights must be named as the module's are (\(own.isEmpty ? "it has none" : known)); "
          + "received '\(name)'\(others(unknown.count - 1))")
    }
    let missing = own.filter { weights[$0.name] == nil }
    if let first = missing.first, !allowingMissing {
      throw fault(
        "the weights must hold '\(first.name)'\(others(missing.count - 1)); "
          + "received \(weights.count) of \(own.count)")
    }
    // Everything that can fail does so before the first tensor changes. Copies, since `weights` may
    // contain tensors of this module.
    var changes: [(target: Tensor, source: Tensor)] = []
    for named in own {
      guard let weight = weights[named.name] else { continue }
      try check(weight, fits: named)
      let copy = try named.tensor.copied()
      try copy.assign(weight)
      changes.append((named.tensor, copy))
    }
    for (target, source) in changes { try target.assign(source) }
  }
}

private func check(_ weight: Tensor, fits own: NamedTensor) throws(TorchError) {
  let tensor = own.tensor
  guard weight.shape == tensor.shape else {
    throw fault("'\(own.name)' must have shape \(tensor.shape); received \(weight.shape)")
  }
  let types = (tensor.scalarType, weight.scalarType)
  guard types.0 == types.1 || types.0.isFloatingPoint && types.1.isFloatingPoint else {
    throw fault("'\(own.name)' must be of type \(types.0); received \(types.1)")
  }
}

private func others(_ count: Int) -> String { count == 0 ? "" : " and \(count) more" }

private func fault(_ message: String) -> TorchError {
  TorchError(operation: "load", message: message)
}
