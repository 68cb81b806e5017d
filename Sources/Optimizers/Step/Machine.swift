/// The means by which a step is computed: threads, loops for this processor, and linear algebra.
public struct Machine: Sendable {
  /// The threads. Elementwise rules give the same bits with any number.
  public var workers: Workers
  /// The loops that were compiled for this processor.
  @usableFromInline package var kernels: PassKernels
  /// Products and decompositions of matrices.
  public var algebra: any LinearAlgebra

  /// A machine with portable loops.
  public init(threads: Int = 1, algebra: any LinearAlgebra = PlainAlgebra()) {
    self.init(workers: Workers(threads), kernels: .portable, algebra: algebra)
  }

  /// A machine with these loops.
  package init(
    workers: Workers = Workers(1), kernels: PassKernels,
    algebra: any LinearAlgebra = PlainAlgebra()
  ) {
    (self.workers, self.kernels, self.algebra) = (workers, kernels, algebra)
  }

  /// A machine with these loops, and Dispatch's threads.
  package init(threads: Int, kernels: PassKernels) {
    self.init(workers: Workers(threads), kernels: kernels)
  }
}
