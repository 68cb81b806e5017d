internal import CLanes
public import Optimizers

extension SweepKernels {
  /// The fastest loops that this processor can run: those with AVX2 where it has that, and the
  /// portable ones elsewhere. Asked once.
  ///
  /// Both give the same bits. A rule that is missing in the list takes the portable loop.
  public static let fastest: SweepKernels = {
    guard cl_has_avx2() else { return .portable }
    let usual = SweepKernels.portable
      .adding(kernel(SGD.self)).adding(kernel(Adam.self)).adding(kernel(AdamW.self))
    let older =
      usual
      .adding(kernel(Adagrad.self)).adding(kernel(RMSprop.self)).adding(kernel(Adadelta.self))
      .adding(kernel(Adamax.self)).adding(kernel(NAdam.self)).adding(kernel(RAdam.self))
    return
      older
      .adding(kernel(Lion.self)).adding(kernel(Adan.self)).adding(kernel(AdEMAMix.self))
      .adding(kernel(SignSGD.self)).adding(kernel(AdaBelief.self)).adding(kernel(ADOPT.self))
      .addingMatrix().addingRateFree().addingWrappers()
  }()
}

/// The loop of a sweep, compiled here for wide registers.
func kernel<S: Sweep>(_: S.Type) -> SweepKernel<S> {
  SweepKernel { arrays, range, gradientScale, coefficients in
    arrays.sweep(
      S.self, FloatLanes<AVX2>.self, rest: SingleLane.self, range, gradientScale, coefficients)
  }
}
