public import Optimizers
internal import OptimizersAVX2

extension Machine {
  /// What training computes steps with: the fastest loops of this processor, and the engine's linear
  /// algebra.
  public static func engine(threads: Int) -> Machine {
    Machine(threads: threads, kernels: .fastest, algebra: TorchAlgebra())
  }
}
