import Tasks
import Testing

@Suite struct EvenRowsTests {
  @Test func `rows are from all of a file that is sorted`() {
    #expect(EvenRows.indices(4, of: 3) == [0, 1, 2])
    #expect(EvenRows.indices(4, of: 10) == [0, 2, 5, 7])
    #expect(EvenRows.indices(100, of: 1_000_000).last == 990_000)
  }
}
