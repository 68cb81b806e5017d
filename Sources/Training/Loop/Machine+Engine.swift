public import Optimizers
internal import OptimizersAVX2

extension Machine {
  /// The machine of a training: the fastest kernels for this CPU, and the engine's linear algebra.
  public static func engine(threads: Int) -> Machine {
    Machine(threads: threads, kernels: .fastest, algebra: TorchAlgebra())
  }
}
