internal import CTorch

/// Sets a share of the elements to zero while training, and scales the rest by 1/(1 − share).
///
/// Source: Srivastava et al., *Dropout*, 2014.
public final class Dropout: Layer {
  private let share: Double

  /// Drops each element with probability `share`.
  ///
  /// - Precondition: in 0 ..< 1.
  public init(_ share: Double) {
    precondition((0..<1).contains(share), "share must be in 0 ..< 1; received \(share)")
    self.share = share
  }

  /// `input` itself in evaluation.
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try input.dropping(share, for: mode)
  }
}

extension Tensor {
  /// This tensor with a share of its elements set to zero and the rest scaled by 1/(1 − share); itself in
  /// evaluation.
  func dropping(_ share: Double, for mode: Mode) throws(TorchError) -> Tensor {
    try Tensor(ct_dropout(handle, share, mode == .training), "dropout")
  }
}
