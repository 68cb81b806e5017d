import Foundation
import LearningRate
import Testing

/// The recipes of `docs/plans.md`.
@Suite struct PlansArticleTests {
  private struct Recipe {
    let plan: String
    let names: [String]
  }

  private static let recipes: [Recipe] = {
    let article = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().appendingPathComponent("../../../docs/plans.md")
    let text = try! String(contentsOf: article, encoding: .utf8)
    let table = text.components(separatedBy: "## Recipes")[1].components(separatedBy: "\n## ")[0]
    return table.split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 3, cells[1].hasPrefix("`") else { return nil }
      return Recipe(
        plan: cells[1].trimmingCharacters(in: ["`"]),
        names: cells[2].split(separator: ",").map { $0.trimmingCharacters(in: [" ", "`"]) })
    }
  }()

  @Test func `each recipe is a plan that prints as it is written and suits its parameters`() throws
  {
    #expect(Self.recipes.count == 10)
    for recipe in Self.recipes {
      let plan = try Plan(recipe.plan)
      #expect(plan.description == recipe.plan)
      _ = try plan.resolved(steps: 1000, stepsPerEpoch: 100).grouped(recipe.names)
    }
  }

  /// The value of the recipe for each of its parameters, worked out by hand.
  @Test(arguments: [
    (1, [1, 10]), (2, [0.421875, 0.5625, 0.75, 1]), (3, [0, 1]), (7, [1, 0.1, 1]), (8, [1, 4]),
  ])
  func `the recipes' rates are in the proportion that is meant`(
    index: Int, proportions: [Double]
  ) throws {
    let recipe = Self.recipes[index]
    let grouped = try Plan(recipe.plan).resolved(steps: 1000).grouped(recipe.names)
    let values = grouped.values(at: 150)
    let rates = grouped.groupOfParameter.map { values[group: $0].learningRate }
    let base = values.learningRate
    #expect(zip(rates, proportions).allSatisfy { abs($0 / base - $1) < 1e-12 }, "\(rates)")
  }
}
