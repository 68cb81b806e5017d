extension ExpectedRegret {
  /// How far runs at the suggestion of a range test ended above the best loss; nil if it was not
  /// measured.
  ///
  /// Measured with ramps over a tenth of the run, in 16 settings of small networks; see
  /// `docs/finding.md`.
  package static func of(_ test: RangeTest) -> ExpectedRegret? {
    switch test {
    // A study's numbers go here.
    case .steepest: ExpectedRegret(median: 0.128, ninetieth: 0.43)
    case .valley: ExpectedRegret(median: 0.551, ninetieth: 1.31)
    case .minimumTenth: ExpectedRegret(median: 0.363, ninetieth: 0.89)
    case .slide, .lightning, .smith, .torchLRFinder: nil
    }
  }
}
