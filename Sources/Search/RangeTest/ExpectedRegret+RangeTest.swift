extension ExpectedRegret {
  /// How far runs at the suggestion of a range test ended above the best loss; nil if it was not
  /// measured.
  ///
  /// Measured with ramps over a tenth of the run, in 16 settings of small networks; see
  /// `docs/finding.md`.
  package static func of(_ test: RangeTest) -> ExpectedRegret? {
    switch test {
    // A study's numbers go here.
    case .steepest: ExpectedRegret(0.128, 0.43, within: 10)
    case .valley: ExpectedRegret(0.551, 1.31, within: 10)
    case .minimumTenth: ExpectedRegret(0.363, 0.89, within: 10)
    case .slide, .lightning, .smith, .torchLRFinder: nil
    }
  }
}
