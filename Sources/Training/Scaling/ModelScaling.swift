public import Notation
public import Optimizers
public import Search
public import Torch

/// The initial weights and rates of a network in µP or CompleteP, by comparison with its base.
///
/// ```swift
/// let model = try Classifier(network(width: 256))
/// let scaling = try ModelScaling(.muP, of: model, from: Classifier(network(width: 32)))
/// try scaling.initialize()
/// let plan = try scaling.plan(Plan(.cosine(from: rate, to: 0)), for: .adamw())
/// ```
///
/// A rate that was found at the base's size is then used as it is. Both networks must have tensors of the
/// same names, but for the numbers of residual blocks. The roles follow from the sizes that differ: a matrix
/// of which both differ is hidden, one with more rows belongs to the input, one with more columns to the
/// output. The vectors of an `Embedding` or of `LearnedPositions` belong to the input.
///
/// Attention over larger heads needs a smaller scale: `MultiHeadAttention(…, scale:)` with √d_base/d, where
/// d is the number of features of a head.
public struct ModelScaling {
  /// The parametrization.
  public let parametrization: Parametrization
  /// The ratio of the numbers of residual blocks; 1 without `branches`.
  public let depth: Double
  let tensors: [ScaledTensor]

  /// The residual branches of a network by the names of their tensors.
  public struct Branches: Hashable, Sendable {
    /// All tensors of the blocks; `#` stands for a block's number.
    public let blocks: NamePattern
    /// The tensors of the last layer of each branch.
    public let ends: [NamePattern]

    /// The branches with these names, such as `"blocks.#.*"` and `"blocks.*.output.*"`.
    public init(blocks: NamePattern, ends: [NamePattern]) {
      (self.blocks, self.ends) = (blocks, ends)
    }
  }

  /// Compares `model` with `base`.
  ///
  /// - Parameter branches: the residual branches, which `completeP` scales and `muP` does not.
  /// - Throws: ``ScalingError`` for a tensor that the base does not have, or that has another number of
  ///   dimensions there; for `completeP` without branches, or with a pattern that fits nothing.
  public init(
    _ parametrization: Parametrization, of model: any Module, from base: any Module,
    branches: Branches? = nil
  ) throws {
    self.parametrization = parametrization
    let (own, others) = (model.parameters, base.parameters)
    let blocks = try branches.map { branches in
      try (
        branches, Self.layers(branches.blocks, own), Self.layers(branches.blocks, others)
      )
    }
    guard parametrization == .muP || blocks != nil else {
      throw ScalingError("completeP needs the names of the residual branches; received none")
    }
    let named = Dictionary(
      others.map { (branches.generic($0.name), $0) }, uniquingKeysWith: { first, _ in first })
    let names = Set(own.map { branches.generic($0.name) })
    if let extra = others.first(where: { !names.contains(branches.generic($0.name)) }) {
      throw ScalingError(
        "the base must have the model's tensors, with other sizes; it has '\(extra.name)' besides")
    }
    var ratio = 1.0
    if parametrization == .completeP, let (_, count, baseCount) = blocks {
      ratio = Double(count) / Double(baseCount)
    }
    depth = ratio
    tensors = try own.map { one in
      guard let other = named[branches.generic(one.name)] else {
        throw ScalingError(
          "the base must have the model's tensors, with other sizes; it lacks '\(one.name)'")
      }
      return try ScaledTensor(
        one, base: other, parametrization == .completeP ? branches.place(of: one.name) : .outside)
    }
  }

  private static func layers(_ pattern: NamePattern, _ tensors: [NamedTensor]) throws -> Int {
    let count = Set(tensors.compactMap { pattern.layer(in: $0.name) }).count
    guard count > 0 else {
      throw ScalingError(
        "blocks must be \(NamePattern.requirement(toFitOneOf: tensors.map(\.name))) and have a '#'; "
          + "received \(pattern)")
    }
    return count
  }

  /// Multiplies the initial values by their factors. Call it once, before the first step.
  public func initialize() throws {
    try Engine.withoutGradients {
      for tensor in tensors {
        let factor = tensor.factors(depth, nil).initial
        if factor != 1 { try tensor.tensor.tensor.assign(tensor.tensor.tensor * factor) }
      }
    }
  }

  /// The factors of each tensor, in the model's order.
  ///
  /// - Throws: ``ScalingError`` for an optimizer whose rates are not known to scale.
  public func factors(for optimizer: Optimizer) throws -> [(name: String, factors: TensorScaling)] {
    try tensors.map { tensor in
      guard let dependence = tensor.dependences(of: optimizer) else {
        throw ScalingError(
          "\(parametrization.rawValue) is known for SGD, for Adam and rules like it, and for Muon; "
            + "received \(optimizer)")
      }
      return (tensor.tensor.name, tensor.factors(depth, dependence))
    }
  }
}

extension ModelScaling.Branches? {
  /// The name with `#` for the number of its block.
  fileprivate func generic(_ name: String) -> String {
    guard let self, let number = self.blocks.layer(in: name) else { return name }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    func replacing(_ index: Int, by part: String) -> String {
      var parts = parts
      parts[index] = part
      return parts.joined(separator: ".")
    }
    // The name may have the number in several places; the block's is the one that the pattern reads.
    let place = parts.indices.first {
      parts[$0] == String(number)
        && self.blocks.layer(in: replacing($0, by: String(number + 1))) == number + 1
    }
    return place.map { replacing($0, by: "#") } ?? name
  }

  fileprivate func place(of name: String) -> BranchPlace {
    guard let self, self.blocks.matches(name) else { return .outside }
    return self.ends.contains { $0.matches(name) } ? .end : .inside
  }
}
