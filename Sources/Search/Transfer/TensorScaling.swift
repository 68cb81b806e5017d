package import Optimizers
internal import RealModule

/// The factors of one tensor: how its initial values, its rate and its weight decay differ from the usual
/// ones.
///
/// With nᵢ and nₒ, the ratios of the numbers of inputs and outputs to the base's, under PyTorch's initial
/// values, whose variance is 1/inputs, also of biases:
///
/// | tensor | initial | SGD | Adam and its kin | Muon |
/// | --- | --- | --- | --- | --- |
/// | input, embedding | 1 | nₒ | 1 | √nₒ/s |
/// | hidden | 1 | nₒ/nᵢ | 1/nᵢ | √(nₒ/nᵢ)/s |
/// | output | 1/√nᵢ | 1/nᵢ | 1/nᵢ | 1/(√nᵢ·s) |
/// | bias, gain | √nᵢ, 1 | n | 1 | that of Adam |
///
/// s is the ratio of Muon's own scale to that of the base's matrix.
///
/// With L, the ratio of the numbers of blocks, CompleteP divides each residual branch by L. Here the last
/// layer of the branch is divided instead, which trains in the same way: its initial values and its rate
/// are multiplied by 1/L. Under SGD, the rates of the branch's other tensors are multiplied by L, since
/// their gradients are as much smaller.
///
/// A decoupled weight decay is multiplied by the inverse of the rate's factor, so that a step shrinks
/// each tensor as much as in the base.
public struct TensorScaling: Hashable, Sendable, Encodable {
  /// The factor of the initial values.
  public let initial: Double
  /// The factor of the learning rate.
  public let rate: Double
  /// The factor of the weight decay.
  public var decay: Double { 1 / rate }

  /// Nothing changes.
  package static let none = TensorScaling(initial: 1, rate: 1)

  private init(initial: Double, rate: Double) { (self.initial, self.rate) = (initial, rate) }

  /// The factors of a tensor.
  ///
  /// - Parameters:
  ///   - spread: the ratio of the variance of its usual initial values to that of the base's: 1/nᵢ of its
  ///     layer, or 1 for embeddings and gains.
  ///   - dependence: how the optimizer's step of the tensor depends on its gradient.
  ///   - baseDependence: the same for the base's tensor.
  package init(
    _ role: TensorRole, spread: Double, at place: BranchPlace = .outside, depth: Double = 1,
    _ dependence: GradientDependence, base baseDependence: GradientDependence
  ) {
    var initial = 1 / Double.sqrt(spread)
    // The ratio of the spectral norms that a step should have.
    var spectrum = 1.0
    var rate = (proportional: 1.0, normalized: 1.0)
    switch role {
    case .input(let outputs): (spectrum, rate) = (.sqrt(outputs), (outputs, 1))
    case .hidden(let inputs, let outputs):
      initial /= .sqrt(inputs)
      (spectrum, rate) = (.sqrt(outputs / inputs), (outputs / inputs, 1 / inputs))
    case .output(let inputs):
      initial /= inputs
      (spectrum, rate) = (1 / .sqrt(inputs), (1 / inputs, 1 / inputs))
    case .vector(let size): rate = (size, 1)
    case .fixed: break
    }
    switch place {
    case .outside: break
    case .inside: rate.proportional *= depth
    case .end:
      initial /= depth
      rate = (rate.proportional / depth, rate.normalized / depth)
      spectrum /= depth
    }
    self.initial = initial
    self.rate =
      switch (dependence, baseDependence) {
      case (.proportional, _): rate.proportional
      case (.orthogonal(let norm), .orthogonal(let baseNorm)): spectrum * baseNorm / norm
      case (.normalized, _), (.orthogonal, _): rate.normalized
      }
  }
}
