internal import CTorch

/// Dropout: in training, sets each element to 0 with a probability, and otherwise scales it
/// by 1/(1 − probability).
///
/// Source: Srivastava et al., *Dropout*, 2014.
public final class Dropout: Layer {
  private let probability: Double

  /// Creates a layer that drops each element with this probability.
  ///
  /// - Precondition: `probability` in 0 ..< 1.
  public init(_ probability: Double) {
    precondition(
      (0..<1).contains(probability), "probability must be in 0 ..< 1; received \(probability)")
    self.probability = probability
  }

  /// `input` with dropout in training; `input` itself in evaluation.
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try input.dropping(probability, for: mode)
  }
}

extension Tensor {
  /// This tensor with dropout; itself in evaluation.
  func dropping(_ probability: Double, for mode: Mode) throws(TorchError) -> Tensor {
    try Tensor(ct_dropout(handle, probability, mode == .training), "dropout")
  }
}
