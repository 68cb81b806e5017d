import Foundation
import LearningRate
import Testing

/// Every scheduler of seven libraries against its equivalent in Anneal's notation: 20 random draws
/// of its parameters, 1,000 steps each, the values from the real packages.
@Suite struct ConformanceTests {
  @Test(arguments: ReferenceLibrary.schedulers)
  func `a scheduler's curves are ours`(scheduler: ReferenceScheduler) throws {
    #expect(scheduler.curves.count == 20 && scheduler.curves.allSatisfy { $0.count == 1_000 })
    let (share, place) = try scheduler.deviation()
    #expect(share <= scheduler.target, "\(share) at \(place)")
    #expect(scheduler.curves.reduce(0) { $0 + $1.leftOut.count } <= 40)
  }

  @Test func `no scheduler is missing`() throws {
    let counts = try ReferenceLibrary.names.map { try ReferenceLibrary.read($0).schedulers.count }
    #expect(counts == [19, 10, 17, 11, 10, 13, 9])
    #expect(ReferenceLibrary.schedulers.count == 89)
  }

  @Test func `the article states every scheduler's deviation`() throws {
    if ProcessInfo.processInfo.environment["ANNEAL_WRITE_CONFORMANCE"] != nil {
      try Data(ConformanceArticle.written().utf8).write(to: ConformanceArticle.url)
    }
    let article = try String(contentsOf: ConformanceArticle.url, encoding: .utf8)
    for name in ReferenceLibrary.names {
      let library = try ReferenceLibrary.read(name)
      let section = try #require(article.components(separatedBy: "\n## \(library.package)\n").last)
      for scheduler in library.schedulers {
        let start = "| \(scheduler.name) | `\(scheduler.form)` | "
        let row = try #require(
          section.split(separator: "\n").first { $0.hasPrefix(start) }, "\(scheduler.name)")
        let cells = row.dropFirst(start.count).split(separator: "|").map {
          $0.trimmingCharacters(in: .whitespaces)
        }
        let stated = try #require(Double(cells[0]))
        let share = try scheduler.deviation().share
        #expect(stated >= share && stated <= scheduler.target, "\(scheduler.name): \(share)")
        #expect((cells.count > 1 ? cells[1] : "") == scheduler.remark)
      }
    }
  }

  @Test func `differences of any order are read back`() throws {
    // zigzag 6, 1, 127 → 3, -1, -64 and 128 → 64, as differences: 3, 2, -62, 2
    let bytes = Data([6, 1, 127, 128, 1])
    var first = DifferenceReader(bytes)
    #expect(try first.next(4, order: 1, exponent: 0) == [3, 2, -62, 2])
    #expect(first.isAtEnd)
    // the differences' own: 3, 2, -62, 2 added up
    var second = DifferenceReader(bytes)
    #expect(try second.next(4, order: 2, exponent: -1) == [1.5, 2.5, -28.5, -27.5])
    #expect(throws: CocoaError.self) { try second.next(1, order: 0, exponent: 0) }
  }
}
