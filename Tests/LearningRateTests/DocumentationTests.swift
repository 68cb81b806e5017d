import Foundation
import LearningRate
import Notation
import Testing

/// What the documentation shows can be copied: its notations, its pages and its example of a shape.
@Suite struct DocumentationTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../..").standardizedFileURL
  private static let catalogue = root.appending(path: "Sources/LearningRate/LearningRate.docc")

  private var words: [NotationWord] {
    ScheduleCatalogue.standard.shapeWords + ScheduleCatalogue.standard.modifierWords
  }

  private func text(of path: String, in folder: URL = root) throws -> String {
    try String(contentsOf: folder.appending(path: path), encoding: .utf8)
  }

  /// What stands between single backquotes, or between quotes, and starts with a word and a bracket.
  private func notations(in text: String) -> [String] {
    let quoted = text.matches(of: /(?:^|[^`])`([^`\n]+)`(?!`)|"([^"\n]+)"/)
      .compactMap { ($0.output.1 ?? $0.output.2).map(String.init) }
    let shapes = Set(ScheduleCatalogue.standard.shapeWords.map(\.name))
    let modifiers = Set(ScheduleCatalogue.standard.modifierWords.map(\.name))
    return quoted.compactMap { text in
      guard let bracket = text.firstIndex(of: "("), text.hasSuffix(")") else { return nil }
      let word = String(text[..<bracket])
      if modifiers.contains(word) { return "constant(1).\(text)" }
      return shapes.contains(word) ? text : nil
    }
  }

  @Test(arguments: [
    ("README.md", 2), ("docs/README.md", 0),
    ("Sources/LearningRate/LearningRate.docc/LearningRate.md", 1),
    ("Sources/LearningRate/LearningRate.docc/ChoosingASchedule.md", 25),
  ])
  func `every notation of a page is one`(page: String, least: Int) throws {
    let notations = notations(in: try text(of: page))
    #expect(notations.count >= least, "\(page): \(notations)")
    for notation in notations {
      #expect(throws: Never.self, "\(page): \(notation)") {
        try Schedule(notation).resolved(steps: 10_000, stepsPerEpoch: 100)
      }
    }
  }

  /// If it fails, run `scripts/doc-plots`.
  @Test func `every word has a page with its example and a plot of it`() throws {
    for word in words {
      let page = try text(of: "Words/\(word.name).md", in: Self.catalogue)
      #expect(page.hasPrefix("# ``LearningRate/Schedule/\(word.name)("))
      #expect(page.contains("\n`\(word.example)` over"), "\(word.name)")
      #expect(page.contains("](\(word.name))"))
      let plot = try text(of: "Resources/\(word.name).svg", in: Self.catalogue)
      #expect(plot.contains(word.example), "\(word.name)")
      #expect(plot.utf8.count < 15_000, "\(word.name)")
    }
  }

  @Test func `every page is that of a word, and its notations are some`() throws {
    let names = Set(words.map(\.name))
    let files = try FileManager.default.contentsOfDirectory(
      atPath: Self.catalogue.appending(path: "Words").path)
    for file in files {
      #expect(names.contains(String(file.prefix { $0.isLetter })), "\(file)")
      let notations = notations(in: try text(of: "Words/\(file)", in: Self.catalogue))
      #expect(notations.count == 1, "\(file): \(notations)")
      for notation in notations {
        #expect(throws: Never.self) {
          try Schedule(notation).resolved(steps: 1_000, stepsPerEpoch: 10)
        }
      }
    }
  }

  @Test func `the page of every word is listed`() throws {
    let list = try text(of: "Schedule.md", in: Self.catalogue)
    for word in words { #expect(list.contains("- ``\(word.name)("), "\(word.name)") }
  }

  @Test func `the example of a shape of one's own is one that is tested`() throws {
    let article = try text(of: "AddingAShape.md", in: Self.catalogue)
    let tested = try text(of: "Tests/LearningRateTests/CatalogueTests.swift")
      .replacing("private struct", with: "struct")
    let blocks = article.split(separator: "```swift\n").dropFirst().map {
      String($0.prefix(upTo: $0.firstRange(of: "\n```")?.lowerBound ?? $0.endIndex))
    }
    #expect(blocks.count == 2)
    for block in blocks { #expect(tested.contains(block), "\(block)") }
  }
}
