internal import Optimizers

extension PassKernels {
  /// These kernels and those of the rules of tensors and matrices.
  func addingMatrix() -> PassKernels {
    let lamb = adding(kernel(LambDirection.self)).adding(kernel(LambStep.self))
    let lars = lamb.adding(kernel(Norms.self)).adding(kernel(LarsStep.self))
    let mini = lars.adding(kernel(GradientSquares.self)).adding(kernel(AdamMiniStep.self))
    let factored = mini.adding(kernel(AdafactorSquares.self)).adding(kernel(AdafactorUpdate.self))
    return factored.adding(kernel(AdafactorStep.self))
      .adding(kernel(AdafactorVectorSquares.self)).adding(kernel(AdafactorVectorStep.self))
  }
}
