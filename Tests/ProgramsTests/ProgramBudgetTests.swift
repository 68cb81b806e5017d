import Programs
import Search
import Testing

@Suite struct ProgramBudgetTests {
  @Test(arguments: [
    (SearchBudget.tenth, 1000, 20, 20), (.sixth, 1000, 20, 30), (.twoFifths, 1000, 50, 80),
    (.whole, 1000, 100, 200), (.threefold, 1000, 250, 600), (.whole, 60, 10, 12),
  ])
  func `trials have shares of the run, and ten steps at least`(
    budget: SearchBudget, steps: Int, ladder: Int, last: Int
  ) {
    let lengths = budget.lengths(of: steps)
    #expect(lengths.ladder == ladder && lengths.last == last)
    #expect(budget.fault(of: steps) == nil)
  }

  @Test func `a run that is shorter than a search is told so`() {
    #expect(
      SearchBudget.whole.fault(of: 9)
        == "a search of at least 30 steps, with 10 in each trial, is too long for a run of 9")
    #expect(SearchBudget.whole.fault(of: 10) == nil)
    #expect(SearchBudget.none.fault(of: 1) == nil)
  }
}
