/// How the step of a parameter depends on its gradient. It decides how the best rate changes with the
/// width of a network.
public enum GradientDependence: Hashable, Sendable {
  /// The step is η times a mean of gradients, as in SGD: twice the gradient, twice the step.
  case proportional
  /// Each element's step is about η, whatever the gradient's size, as in Adam.
  case normalized
  /// The step of a matrix is nearly orthogonal, and its spectral norm is about η times this factor, as in
  /// Muon.
  case orthogonal(norm: Double)
}
