/// (x − mean)/√(variance + ε)·γ + β over groups of the channels of each N×C×… example.
///
/// γ, one number per channel, is initialized to 1 and β to 0. One group is layer norm over all
/// channels and positions; as many groups as channels is instance norm.
///
/// Source: Wu & He, *Group Normalization*, 2018 (<https://arxiv.org/abs/1803.08494>).
public final class GroupNorm: Layer {
  /// γ.
  public let weight: Tensor
  /// β.
  public let bias: Tensor
  private let groups: Int
  private let epsilon: Double

  /// Creates a layer over `channels` channels in `groups` groups.
  ///
  /// - Precondition: positive sizes and `epsilon`; `groups` divides `channels`.
  public init(groups: Int, _ channels: Int, epsilon: Double = 1e-5) throws(TorchError) {
    precondition(
      groups > 0 && channels > 0 && channels % groups == 0 && epsilon > 0,
      "groups must divide the channels; received \(groups) and \(channels)")
    weight = try .ones([channels]).requiringGradient()
    bias = try .zeros([channels]).requiringGradient()
    (self.groups, self.epsilon) = (groups, epsilon)
  }

  /// The normalized elements.
  public func callAsFunction(_ input: Tensor, for mode: Mode) throws(TorchError) -> Tensor {
    try TorchCall.tensor(
      of: "group_norm",
      [.tensor(input), .integer(groups), .tensor(weight), .tensor(bias), .number(epsilon)])
  }
}
