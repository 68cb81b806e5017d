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
      .adding(kernel(Averaged.Take.self)).adding(kernel(Lookahead.Meet.self))
      .adding(kernel(ScheduleFree.Move.self))
      .adding(kernel(Cautious.Count.self)).adding(kernel(Cautious.Mask.self))
  }()
}

private func kernel<S: Sweep>(_: S.Type) -> SweepKernel<S> {
  SweepKernel { arrays, range, gradientScale, coefficients in
    arrays.sweep(
      S.self, WideLanes.self, rest: SingleLane.self, range, gradientScale, coefficients)
  }
}
