public import Optimizers
internal import OptimizersAVX2
internal import Torch

extension Machine {
  /// The machine of a training: the fastest kernels for this CPU, and the engine's linear algebra.
  public static func engine(threads: Int) -> Machine {
    .engine(on: .engine(threads))
  }

  /// The same, on these threads.
  static func engine(on workers: Workers) -> Machine {
    Machine(workers: workers, kernels: .fastest, algebra: TorchAlgebra())
  }
}

extension Workers {
  /// libtorch's own threads, which wait for work by spinning and so start at once.
  static func engine(_ count: Int) -> Workers { Workers(count, perform: Engine.perform) }
}
