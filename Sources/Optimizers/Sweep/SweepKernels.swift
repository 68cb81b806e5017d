/// Loops over float32 that were compiled for what this processor has, by sweep.
///
/// The portable loops are in this module and run everywhere. `OptimizersAVX2` has the same ones for
/// processors with wider registers; both give the same bits, since no rule is contracted or reordered.
public struct SweepKernels: Sendable {
  private var kernels: [ObjectIdentifier: any Sendable] = [:]

  /// None: every sweep takes the portable loop.
  public static let portable = SweepKernels()

  private init() {}

  /// These kernels and one more.
  public func adding<S: Sweep>(_ kernel: SweepKernel<S>) -> SweepKernels {
    var all = self
    all.kernels[ObjectIdentifier(S.self)] = kernel
    return all
  }

  /// Whether `sweep` has a loop of its own here.
  public func has(_ sweep: any Sweep.Type) -> Bool { kernels[ObjectIdentifier(sweep)] != nil }

  @usableFromInline
  subscript<S: Sweep>(_: S.Type) -> SweepKernel<S>? {
    kernels[ObjectIdentifier(S.self)] as? SweepKernel<S>
  }
}

/// One sweep's loop over float32.
public struct SweepKernel<S: Sweep>: Sendable {
  /// Goes over a range of one parameter's arrays; answers the sums.
  public typealias Body =
    @Sendable (
      _ arrays: SweepArrays, _ range: Range<Int>, _ gradientScale: Double,
      _ coefficients: S.Coefficients
    ) -> Sums<Double>

  @usableFromInline let body: Body

  /// A loop; it must give what the portable one gives.
  public init(_ body: @escaping Body) { self.body = body }
}
