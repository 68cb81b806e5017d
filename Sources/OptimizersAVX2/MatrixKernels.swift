internal import Optimizers

extension PassKernels {
  /// These kernels and those of the rules of tensors and matrices.
  func addingMatrix() -> PassKernels {
    let lamb = adding(kernel(LambDirection.self)).adding(kernel(LambMove.self))
    let lars = lamb.adding(kernel(Norms.self)).adding(kernel(LarsMove.self))
    let mini = lars.adding(kernel(GradientSquares.self)).adding(kernel(AdamMiniMove.self))
    let factored = mini.adding(kernel(AdafactorSquares.self)).adding(kernel(AdafactorUpdate.self))
    return factored.adding(kernel(AdafactorMove.self))
      .adding(kernel(AdafactorVectorSquares.self)).adding(kernel(AdafactorVectorMove.self))
  }
}
