internal import Optimizers

extension PassKernels {
  /// The loops of the rules that find their rate.
  func addingRateFree() -> PassKernels {
    let shared =
      self
      .adding(kernel(RememberParameter.self)).adding(kernel(DistancePass.self))
      .adding(kernel(GradientMove.self))
      .adding(kernel(ProdigyEstimate.self)).adding(kernel(ProdigyMove.self))
    let adaptive =
      shared
      .adding(kernel(DAdaptationEstimate.self)).adding(kernel(DAdaptationMove.self))
      .adding(kernel(DAdaptationDescent.self))
      .adding(kernel(MoMoMean.self)).adding(kernel(MoMoMove.self))
      .adding(kernel(MoMoAdamMean.self)).adding(kernel(MoMoAdamMove.self))
    return
      adaptive
      .adding(kernel(MechanicMeasure.self)).adding(kernel(MechanicMove.self))
      .adding(kernel(HypergradientMeasure.self)).adding(kernel(HypergradientDirection.self))
  }
}
