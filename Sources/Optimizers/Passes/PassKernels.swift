/// Loops over float32 that were compiled for this processor, by the type of the pass.
///
/// The portable loops are in this module and run everywhere. `OptimizersAVX2` has the same loops
/// for processors with wider registers. Both give the same bits: the compiler neither fuses nor
/// reorders their operations.
@usableFromInline package struct PassKernels: Sendable {
  private var kernels: [ObjectIdentifier: any Sendable] = [:]

  /// No loops: every pass takes the portable one.
  package static let portable = PassKernels()

  private init() {}

  /// These kernels and one more.
  package func adding<S: FusedPass>(_ kernel: PassKernel<S>) -> PassKernels {
    var all = self
    all.kernels[ObjectIdentifier(S.self)] = kernel
    return all
  }

  /// Whether `pass` has a loop of its own here.
  package func has(_ pass: any FusedPass.Type) -> Bool { kernels[ObjectIdentifier(pass)] != nil }

  @usableFromInline
  subscript<S: FusedPass>(_: S.Type) -> PassKernel<S>? {
    kernels[ObjectIdentifier(S.self)] as? PassKernel<S>
  }
}

/// One pass's loop over float32.
@usableFromInline package struct PassKernel<S: FusedPass>: Sendable {
  /// Runs over a range of one parameter's arrays, and returns the sums.
  @usableFromInline package typealias Body =
    @Sendable (
      _ arrays: PassArrays, _ range: Range<Int>, _ gradientScale: Double,
      _ coefficients: S.Coefficients
    ) -> Sums<Double>

  @usableFromInline let body: Body

  /// A loop, which must give the same bits as the portable one.
  package init(_ body: @escaping Body) { self.body = body }
}
