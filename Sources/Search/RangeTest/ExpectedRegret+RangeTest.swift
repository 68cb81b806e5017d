extension ExpectedRegret {
  /// How far runs at the suggestion of a range test ended above the best loss: 120 tests in 40 settings
  /// of 14 tasks, see `docs/finding.md`.
  package static func of(_ test: RangeTest) -> ExpectedRegret {
    switch test {
    case .steepest: ExpectedRegret(0.89, 15, within: 10)
    case .valley: ExpectedRegret(0.611, 8.87, within: 22)
    case .slide: ExpectedRegret(0.266, 2.17, within: 12)
    case .minimumTenth: ExpectedRegret(0.176, 4.78, within: 13)
    case .lightning: ExpectedRegret(5.14, 42, within: 10)
    case .torchLRFinder: ExpectedRegret(0.378, 24, within: 70)
    case .smith: ExpectedRegret(0.285, 25, within: 15)
    }
  }
}
