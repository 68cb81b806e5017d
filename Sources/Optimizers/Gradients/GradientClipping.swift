internal import Notation

/// A way to clip gradients that are too large, as a value: compared, printed, parsed and stored.
///
/// ```swift
/// let clipping: GradientClipping = .norm(1)
/// let factor = clipping.clip(gradients, norm: norm, &state)  // for StepSettings.gradientScale
/// ```
///
/// `norm` and `zclip` only need a factor on all gradients: ``clip(_:norm:_:threads:)`` returns it,
/// and the optimizer's step applies it. `value` and `adaptive` change the gradients in place and
/// return 1.
public struct GradientClipping: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case norm(Double)
    case value(Double)
    case adaptive(Double, epsilon: Double)
    case zclip(alpha: Double, threshold: Double, warmup: Int)
  }

  let kind: Kind

  /// - Precondition: the numbers are in their ranges.
  private init(checking kind: Kind) {
    if let fault = kind.fault { preconditionFailure("\(kind.word): \(fault)") }
    self.kind = kind
  }

  /// The caller checks.
  init(unchecked kind: Kind) { self.kind = kind }

  /// Limits the norm over all parameters to `limit`: g ← g · min(1, limit/‖g‖).
  ///
  /// Source: Pascanu et al., *On the difficulty of training recurrent neural networks*, 2013,
  /// algorithm 1 (<https://arxiv.org/abs/1211.5063>). PyTorch's `clip_grad_norm_` adds 1e-6 to the
  /// norm.
  /// - Precondition: a finite, positive limit.
  public static func norm(_ limit: Double) -> GradientClipping {
    GradientClipping(checking: .norm(limit))
  }

  /// Limits every element to −limit … limit, which changes the direction of the gradient.
  ///
  /// Source: PyTorch's `clip_grad_value_`.
  /// - Precondition: a finite, positive limit.
  public static func value(_ limit: Double) -> GradientClipping {
    GradientClipping(checking: .value(limit))
  }

  /// Limits the norm of each output unit's gradient to a share of the norm of its weights.
  ///
  /// ```
  /// g ← g · c·max(‖w‖, ε)/‖g‖    where ‖g‖ is not below c·max(‖w‖, ε)
  /// ```
  ///
  /// where c is `factor`. Of a parameter with two or more dimensions, w and g are one row of the
  /// matrix of first dimension × all others; of any other parameter, w and g are the whole. The ε
  /// lets weights that begin at 0 grow. The paper does not clip the last layer; here all layers are
  /// clipped.
  ///
  /// Source: Brock et al., *High-Performance Large-Scale Image Recognition Without Normalization*,
  /// 2021, eq. 3 (<https://arxiv.org/abs/2102.06171>); timm's `adaptive_clip_grad`.
  /// - Precondition: a finite, positive factor and epsilon.
  public static func adaptive(_ factor: Double, epsilon: Double = 1e-3) -> GradientClipping {
    GradientClipping(checking: .adaptive(factor, epsilon: epsilon))
  }

  /// Reduces norms that stand out from those of the steps before.
  ///
  /// ```
  /// z = (‖g‖ − μ)/(σ + 1e-6)
  /// n = μ + k²·σ/z where z > k, ‖g‖ elsewhere;  g ← g · n/‖g‖
  /// μ ← α·μ + (1 − α)·n,  σ² ← α·σ² + (1 − α)·(n − μ)²
  /// ```
  ///
  /// where k is `threshold`, and the norm is over all parameters. Nothing is clipped in the first
  /// `warmup` steps, and μ and σ² begin as the mean and variance of their norms. The further a norm
  /// stands out, the closer to the mean it becomes. If norms stay at a higher level, μ and σ
  /// follow.
  ///
  /// Source: Kumar et al., *ZClip: Adaptive Spike Mitigation for LLM Pre-Training*, 2025, section 3
  /// (<https://arxiv.org/abs/2504.02507>). The authors' code also limits the norm to 1.
  /// - Precondition: alpha in 0 ..< 1, a finite, positive threshold, at least 1 step of warm-up.
  public static func zclip(
    alpha: Double = 0.97, threshold: Double = 2.5, warmup: Int = 25
  ) -> GradientClipping {
    GradientClipping(checking: .zclip(alpha: alpha, threshold: threshold, warmup: warmup))
  }

  /// Clips gradients, and returns the factor by which all gradients are still to be multiplied. The
  /// result does not depend on the number of threads.
  ///
  /// If the norm is not finite, nothing changes, not even the state, and the result is 1: skip such
  /// a step.
  ///
  /// - Parameter norm: the ``gradientNorm(_:threads:)`` of these gradients.
  /// - Precondition: at least one thread.
  public func clip(
    _ gradients: [GradientBuffer<Float>], norm: Double, _ state: inout GradientClippingState,
    threads: Int = 1
  ) -> Double {
    clip(gradients, norm: norm, &state, on: Workers(threads))
  }

  /// The same, on these threads.
  package func clip(
    _ gradients: [GradientBuffer<Float>], norm: Double, _ state: inout GradientClippingState,
    on workers: Workers
  ) -> Double {
    factor(norm, &state) { change(gradients, workers, sumOfSquares: sumOfSquares) }
  }

  /// The same in float64, for exact comparisons.
  public func clip(
    _ gradients: [GradientBuffer<Double>], norm: Double, _ state: inout GradientClippingState,
    threads: Int = 1
  ) -> Double {
    factor(norm, &state) { change(gradients, Workers(threads), sumOfSquares: sumOfSquares) }
  }

  private func factor(
    _ norm: Double, _ state: inout GradientClippingState, change: () -> Void
  ) -> Double {
    guard norm.isFinite else { return 1 }
    switch kind {
    case .norm(let limit): return clippingFactor(norm: norm, limit: limit)
    case .value, .adaptive: change()
    case .zclip(let alpha, let threshold, let warmup):
      return state.factor(norm, alpha: alpha, threshold: threshold, warmup: warmup)
    }
    return 1
  }

  @inline(__always)
  private func change<Scalar>(
    _ gradients: [GradientBuffer<Scalar>], _ workers: Workers,
    sumOfSquares: @Sendable (UnsafeBufferPointer<Scalar>) -> Double
  ) {
    switch kind {
    case .value(let limit): clamp(gradients, limit, workers)
    case .adaptive(let factor, let epsilon):
      clipRows(gradients, factor, epsilon, workers, sumOfSquares: sumOfSquares)
    case .norm, .zclip: break
    }
  }
}
