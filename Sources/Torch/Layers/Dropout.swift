internal import CTorch

/// Dropout: in training, sets each element to 0 with probability `share`, and otherwise scales it
/// by 1/(1 − share).
///
/// Source: Srivastava et al., *Dropout*, 2014.
public final class Dropout: Layer {
  private let share: Double

  /// Creates a layer that drops each element with probability `share`.
  ///
  /// - Precondition: `share` in 0 ..< 1.
  public init(_ share: Double) {
    precondition((0..<1).contains(share), "share must be in 0 ..< 1; received \(share)")
    self.share = share
  }

  /// `input` with dropout in training; `input` itself in evaluation.
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try input.dropping(share, for: mode)
  }
}

extension Tensor {
  /// This tensor with dropout of probability `share`; itself in evaluation.
  func dropping(_ share: Double, for mode: Mode) throws(TorchError) -> Tensor {
    try Tensor(ct_dropout(handle, share, mode == .training), "dropout")
  }
}
