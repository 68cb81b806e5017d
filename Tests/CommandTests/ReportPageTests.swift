import Foundation
import Testing

@Suite(.timeLimit(.minutes(10))) struct ReportPageTests {
  /// Rows of two numbers; x decides nearly alone, and y does nothing.
  private static func table(_ target: (Double) -> String) -> String {
    let rows = (0..<300).map { row -> String in
      let (x, y) = (Double(row * 37 % 101) / 50 - 1, Double(row * 53 % 89) / 44 - 1)
      return "\(x),\(y),\(target(x))\n"
    }
    return "x,y,answer\n" + rows.joined()
  }

  private func details(_ anneal: Anneal, _ run: String) throws -> [String: Any] {
    let url = URL(fileURLWithPath: anneal.path("runs/\(run)/details.json"))
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: url))
    return try #require(json as? [String: Any])
  }

  @Test func `classes have a table of confusion that agrees with the accuracy`() async throws {
    let anneal = try Anneal()
    try anneal.write(Array(Self.table { $0 > 0.2 ? "high" : "low" }.utf8), to: "kinds.csv")
    let fit = try await anneal("fit", "kinds.csv", "--steps", "60", "--rate", "0.01", "--json")
    #expect(fit.code == 0, "\(fit.errors)")
    let accuracy = try #require(
      (try objects(fit.output).last?["validation"] as? [String: Double])?["accuracy"])
    let details = try details(anneal, "kinds-1")
    let confusion = try #require(details["confusion"] as? [String: Any])
    let counts = try #require(confusion["counts"] as? [[Int]])
    #expect(confusion["classes"] as? [String] == ["high", "low"])
    let all = counts.flatMap { $0 }.reduce(0, +)
    #expect(abs(Double(counts[0][0] + counts[1][1]) / Double(all) - accuracy) < 1e-9)
    let importances = try #require(details["importances"] as? [[String: Any]])
    #expect(importances.map { $0["column"] as? String } == ["x", "y"])
    let page = try String(contentsOfFile: anneal.path("runs/kinds-1/report.html"), encoding: .utf8)
    for heading in ["Confusion", "Worst examples", "Importance of columns", "Columns"] {
      #expect(page.contains("<h2>\(heading)</h2>"))
    }
    #expect(!page.contains("Predicted against true"))
  }

  @Test func `numbers are drawn against the true ones, in the unit of the target`() async throws {
    let anneal = try Anneal()
    try anneal.write(Array(Self.table { "\(1000 + 500 * $0)" }.utf8), to: "prices.csv")
    let fit = try await anneal("fit", "prices.csv", "--steps", "60", "--rate", "0.01")
    #expect(fit.code == 0, "\(fit.errors)")
    let details = try details(anneal, "prices-1")
    let answers = try #require(details["answers"] as? [[String: Double]])
    #expect(answers.count == 60)
    #expect(answers.allSatisfy { (499...1501).contains($0["target"] ?? 0) })
    let worst = try #require(details["worst"] as? [[String: Any]])
    let losses = worst.compactMap { $0["loss"] as? Double }
    #expect(losses == losses.sorted(by: >))
    // JSON may round the last digit.
    let largest = try #require(answers.map { abs($0["target"]! - $0["prediction"]!) }.max())
    #expect(abs(try #require(losses.first) - largest) < 1e-9)
    let page = try String(contentsOfFile: anneal.path("runs/prices-1/report.html"), encoding: .utf8)
    #expect(page.contains("<h2>Predicted against true</h2>"))
    #expect(!page.contains("<h2>Confusion</h2>"))
  }

  @Test func `a run on a built-in task has no details`() async throws {
    let anneal = try Anneal()
    try await anneal("fit", "boston", "--steps", "5", "--rate", "0.01")
    #expect(anneal.has("runs/boston-1/report.html"))
    #expect(!anneal.has("runs/boston-1/details.json"))
  }
}
