public import Notation
public import Torch

/// Tensors that training was told to leave alone, and the way back.
public struct FrozenTensors {
  /// Those that were trained before and are not now, in the model's order.
  public let tensors: [NamedTensor]

  /// Trains them again: those whose names fit one of `patterns`, or all for none.
  ///
  /// - Throws: `TrainingError` for a pattern that none of ``tensors`` fits; nothing is changed then.
  public func unfreeze(_ patterns: NamePattern...) throws {
    for named in try patterns.isEmpty ? tensors : tensors.fitting(patterns, "unfreeze") {
      try named.tensor.requiringGradient()
    }
  }
}

extension Module {
  /// Leaves the tensors whose names fit one of `patterns` as they are in trainings that are made from
  /// now on: they keep their numbers, have no updater and no history, and stay in checkpoints.
  ///
  /// ```
  /// let body = try model.freeze("body.*", "*.bias")
  /// …
  /// try body.unfreeze("body.layers.3.*")
  /// ```
  ///
  /// What is unfrozen is what was frozen: buffers, which were not trained before, never are.
  ///
  /// - Throws: `TrainingError` for a pattern that no tensor fits; nothing is changed then.
  @discardableResult
  public func freeze(_ patterns: NamePattern...) throws -> FrozenTensors {
    try freeze(patterns)
  }

  /// The same for patterns in a list; none freeze nothing.
  ///
  /// - Throws: `TrainingError` for a pattern that no tensor fits; nothing is changed then.
  @discardableResult
  public func freeze(_ patterns: [NamePattern]) throws -> FrozenTensors {
    let trained = try namedTensors.fitting(patterns, "freeze").filter(\.tensor.requiresGradient)
    for named in trained { try named.tensor.requiringGradient(false) }
    return FrozenTensors(tensors: trained)
  }
}

extension [NamedTensor] {
  /// Those whose names fit one of `patterns`, each of which must fit one.
  fileprivate func fitting(_ patterns: [NamePattern], _ verb: String) throws -> [NamedTensor] {
    for pattern in patterns {
      if let fault = pattern.fault {
        throw TrainingError("\(verb) must be \(fault.requirement); received \(fault.received)")
      }
      guard contains(where: { pattern.matches($0.name) }) else {
        throw TrainingError(
          "\(verb) must be \(NamePattern.requirement(toFitOneOf: map(\.name))); received \(pattern)"
        )
      }
    }
    return filter { named in patterns.contains { $0.matches(named.name) } }
  }
}
