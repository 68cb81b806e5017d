internal import Optimizers

extension PassKernels {
  /// The loops of the rules that find their rate.
  func addingRateFree() -> PassKernels {
    let shared =
      self
      .adding(kernel(CopyParameter.self)).adding(kernel(DistancePass.self))
      .adding(kernel(GradientStep.self))
      .adding(kernel(ProdigyEstimate.self)).adding(kernel(ProdigyStep.self))
    let adaptive =
      shared
      .adding(kernel(DAdaptationEstimate.self)).adding(kernel(DAdaptationStep.self))
      .adding(kernel(DAdaptationDescent.self))
      .adding(kernel(MoMoMean.self)).adding(kernel(MoMoStep.self))
      .adding(kernel(MoMoAdamMean.self)).adding(kernel(MoMoAdamStep.self))
    return
      adaptive
      .adding(kernel(MechanicMeasure.self)).adding(kernel(MechanicStep.self))
      .adding(kernel(HypergradientMeasure.self)).adding(kernel(HypergradientDirection.self))
  }
}
