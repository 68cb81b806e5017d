/// The means by which a step is computed: threads, loops for this processor, and linear algebra.
public struct Machine: Sendable {
  /// The number of threads. Elementwise rules give the same bits with any number.
  public var threads: Int
  /// The loops that were compiled for this processor.
  @usableFromInline package var kernels: PassKernels
  /// Products and decompositions of matrices.
  public var algebra: any LinearAlgebra

  /// A machine with portable loops.
  public init(threads: Int = 1, algebra: any LinearAlgebra = PlainAlgebra()) {
    self.init(threads: threads, kernels: .portable, algebra: algebra)
  }

  /// A machine with these loops.
  package init(
    threads: Int = 1, kernels: PassKernels, algebra: any LinearAlgebra = PlainAlgebra()
  ) {
    (self.threads, self.kernels, self.algebra) = (threads, kernels, algebra)
  }
}
