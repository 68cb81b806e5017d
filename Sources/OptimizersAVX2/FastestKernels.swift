internal import CLanes
public import Optimizers

extension SweepKernels {
  /// The fastest loops that this processor can run: those with AVX2 where it has that, and the
  /// portable ones elsewhere. Asked once.
  ///
  /// Both give the same bits. A rule that is missing in the list takes the portable loop.
  public static let fastest: SweepKernels = {
    guard cl_has_avx2() else { return .portable }
    return SweepKernels.portable
      .adding(kernel(SGD.self)).adding(kernel(Adam.self)).adding(kernel(AdamW.self))
      .adding(kernel(LambDirection.self)).adding(kernel(LambMove.self))
      .adding(kernel(Norms.self)).adding(kernel(LarsMove.self))
      .adding(kernel(GradientSquares.self)).adding(kernel(AdamMiniMove.self))
      .adding(kernel(AdafactorSquares.self)).adding(kernel(AdafactorUpdate.self))
      .adding(kernel(AdafactorMove.self)).adding(kernel(AdafactorVectorSquares.self))
      .adding(kernel(AdafactorVectorMove.self))
  }()
}

private func kernel<S: Sweep>(_: S.Type) -> SweepKernel<S> {
  SweepKernel { arrays, range, gradientScale, coefficients in
    arrays.sweep(
      S.self, WideLanes.self, rest: SingleLane.self, range, gradientScale, coefficients)
  }
}
