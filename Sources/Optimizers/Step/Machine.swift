/// What a step computes with: threads, loops for this processor, and linear algebra.
public struct Machine: Sendable {
  /// The threads to use; elementwise rules answer the same under any number.
  public var threads: Int
  /// The loops that were compiled for this processor.
  public var kernels: SweepKernels
  /// Products and decompositions of matrices.
  public var algebra: any LinearAlgebra

  /// A machine; by default one thread, portable loops and our own plain algebra.
  public init(
    threads: Int = 1, kernels: SweepKernels = .portable,
    algebra: any LinearAlgebra = PlainAlgebra()
  ) {
    (self.threads, self.kernels, self.algebra) = (threads, kernels, algebra)
  }
}
