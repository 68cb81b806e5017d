public import Torch

/// How far back in a sequence the gradient of a loss reaches.
///
/// ```
/// norm(k) = √mean ‖∂ℓ(T)/∂x(T − k)‖²     k = 0 … T
/// ```
///
/// where ℓ(T) is the loss at the last position of a sequence, x(t) the input vector at position t, and
/// the mean is over sequences. In a recurrent network the norm is multiplied by about the same factor
/// at each step back, so that it vanishes or explodes: what happened long before is not learned, or
/// drives the weights away.
///
/// Source: Pascanu, Mikolov & Bengio, *On the difficulty of training recurrent neural networks*, 2013
/// (<https://arxiv.org/abs/1211.5063>), section 2.
public struct GradientFlow: Hashable, Sendable, Codable {
  /// The norms, from the last position to the first.
  public let norms: [Double]

  /// Creates a flow of these norms.
  ///
  /// - Precondition: at least one norm.
  public init(norms: [Double]) {
    precondition(!norms.isEmpty, "norms must hold at least one")
    self.norms = norms
  }

  /// The number of positions from the last one on, beyond which every norm is below a hundredth of the
  /// last position's; the number of all if there is none.
  public var reach: Int { (norms.lastIndex { $0 >= norms[0] / 100 } ?? 0) + 1 }

  /// The largest norm over that of the last position.
  public var growth: Double { norms[0] > 0 ? (norms.max() ?? 0) / norms[0] : 0 }

  /// What the norms show.
  public enum Verdict: String, Hashable, Sendable, Codable {
    /// A norm grows to more than a hundred times that of the last position, or is not finite.
    case exploding
    /// The gradient reaches at most half of the positions.
    case vanishing
    /// Neither.
    case even
  }

  /// What the norms show.
  public var verdict: Verdict {
    if growth > 100 || norms.contains(where: { !$0.isFinite }) { return .exploding }
    return reach * 2 <= norms.count ? .vanishing : .even
  }
}

/// A model of sequences that measures how far back its gradient reaches.
///
/// A run measures it at each validation.
public protocol SequenceModel: Model {
  /// The flow of the gradient in the sequences of `batch`, without a change to the model.
  ///
  /// - Throws: `TorchError` if the shapes do not fit.
  func gradientFlow(of batch: Batch) throws -> GradientFlow
}
