import Foundation
import LearningRate
import Testing

/// Every row of the worked examples in `docs/windows.md` is what the schedules do.
@Suite struct WindowsArticleTests {
  /// The cells of a table row: schedule, steps, steps per epoch, and values as `step → value`.
  private func rows() throws -> [[String]] {
    let article = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../docs/windows.md").standardizedFileURL
    return try String(contentsOf: article, encoding: .utf8).split(separator: "\n")
      .filter { $0.hasPrefix("| `") }
      .map { row in
        row.split(separator: "|").map {
          $0.trimmingCharacters(in: .whitespaces.union(CharacterSet(charactersIn: "`")))
        }
      }
  }

  @Test func `the worked examples are true`() throws {
    let rows = try rows()
    #expect(rows.count >= 12)
    for row in rows {
      let schedule = try Schedule(row[0])
      #expect(schedule.description == row[0])
      let steps = try #require(Int(row[1]))
      guard row[3].contains("→") else {
        let error = #expect(throws: ScheduleError.self) {
          try schedule.resolved(steps: steps, stepsPerEpoch: Int(row[2]))
        }
        #expect(error?.description == row[3])
        continue
      }
      let curve = try schedule.resolved(steps: steps, stepsPerEpoch: Int(row[2]))
      for pair in row[3].split(separator: ",") {
        let parts = pair.split(separator: "→").map { $0.trimmingCharacters(in: .whitespaces) }
        let step = try #require(Int(parts[0]))
        let value = try #require(Double(parts[1]))
        #expect(isClose(curve.value(at: step), value, tolerance: 1e-12), "\(row[0]) at \(step)")
      }
    }
  }
}
