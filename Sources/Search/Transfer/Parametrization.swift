/// How initial weights and rates change with the size of a network, so that the best rate of a narrow
/// one is also that of a wide one.
///
/// Both compare the network with a *base*, the same network with other sizes; at the base's own size
/// nothing changes. ``TensorScaling`` has the formulas.
///
/// Sources: Yang et al., *Tensor Programs V: Tuning Large Neural Networks via Zero-Shot Hyperparameter
/// Transfer*, 2022, table 3 (<https://arxiv.org/abs/2203.03466>); Dey et al., *Don't be lazy: CompleteP
/// enables compute-efficient deep transformers*, 2025, table 1 (<https://arxiv.org/abs/2505.01618>).
public enum Parametrization: String, CaseIterable, Hashable, Sendable, Codable {
  /// For width: the maximal update parametrization, µP.
  case muP
  /// For width as µP, and for depth: each residual branch is divided by the number of blocks.
  case completeP
}

/// What a tensor does in a network, with the ratios of its sizes to those of the base network's tensor.
public enum TensorRole: Hashable, Sendable {
  /// From a fixed size to the width: the first layer, and embeddings.
  case input(outputs: Double)
  /// From width to width.
  case hidden(inputs: Double, outputs: Double)
  /// From the width to a fixed size: the last layer.
  case output(inputs: Double)
  /// A number for each feature: biases, and gains of normalization layers.
  case vector(Double)
  /// Its sizes are the base's, and none of them is a width.
  case fixed
}

/// Where a tensor is in the residual blocks of a network.
public enum BranchPlace: Hashable, Sendable {
  /// Not in a residual branch.
  case outside
  /// In a branch, before its last layer.
  case inside
  /// In the last layer of a branch, whose output is added to the residual stream.
  case end
}
