internal import CLanes
package import Optimizers

extension PassKernels {
  /// The fastest loops that this processor can run: those with AVX2 where it has that, and the
  /// portable ones elsewhere. The processor is asked once.
  ///
  /// Both give the same bits. A pass that is not listed here uses the portable loop.
  package static let fastest: PassKernels = {
    guard cl_has_avx2() else { return .portable }
    let usual = PassKernels.portable
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

/// Processors with AVX2: eight floats in one register.
enum AVX2 {}

/// The loop of a pass, compiled here for wide registers.
func kernel<S: FusedPass>(_: S.Type) -> PassKernel<S> {
  PassKernel { arrays, range, gradientScale, coefficients in
    arrays.run(
      S.self, FloatLanes<AVX2>.self, rest: SingleLane.self, range, gradientScale, coefficients)
  }
}
