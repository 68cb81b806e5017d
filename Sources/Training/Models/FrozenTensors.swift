public import Notation
public import Torch

/// Tensors that were frozen, and can be unfrozen.
public struct FrozenTensors {
  /// The tensors that were trained before and are frozen now, in the model's order.
  public let tensors: [NamedTensor]

  /// Unfreezes the tensors whose names match one of `patterns`, or all of them without a pattern.
  ///
  /// - Throws: `TrainingError` for a pattern that matches none of ``tensors``; nothing is changed
  ///   in that case.
  public func unfreeze(_ patterns: NamePattern...) throws {
    for named in try patterns.isEmpty ? tensors : tensors.fitting(patterns, "unfreeze") {
      try named.tensor.requiringGradient()
    }
  }
}

extension Module {
  /// Freezes the tensors whose names match one of `patterns`, for trainings that are created
  /// afterwards: they keep their values, have no updater and no optimizer state, and stay in
  /// checkpoints.
  ///
  /// ```
  /// let body = try model.freeze("body.*", "*.bias")
  /// …
  /// try body.unfreeze("body.layers.3.*")
  /// ```
  ///
  /// Only frozen tensors can be unfrozen: buffers, which were not trained before, never are.
  ///
  /// - Throws: `TrainingError` for a pattern that matches no tensor; nothing is changed in that
  ///   case.
  @discardableResult
  public func freeze(_ patterns: NamePattern...) throws -> FrozenTensors {
    try freeze(patterns)
  }

  /// Freezes the tensors whose names match a pattern in an array; an empty array freezes nothing.
  ///
  /// - Throws: `TrainingError` for a pattern that matches no tensor; nothing is changed in that
  ///   case.
  @discardableResult
  public func freeze(_ patterns: [NamePattern]) throws -> FrozenTensors {
    let trained = try namedTensors.fitting(patterns, "freeze").filter(\.tensor.requiresGradient)
    for named in trained { try named.tensor.requiringGradient(false) }
    return FrozenTensors(tensors: trained)
  }
}

extension [NamedTensor] {
  /// The tensors whose names match one of `patterns`; each pattern must match at least one.
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
