import DataFiles
import Foundation
import Media
import Tasks
import Testing

@Suite struct LabelledExamplesTests {
  private let folder = OwnDataFolder()

  private func files(_ name: String, _ counts: [(String, Int)]) throws -> LabelledFolder {
    for (label, count) in counts {
      for index in 0..<count { try folder.write("\(name)/\(label)/\(index).png") }
    }
    return try LabelledFolder(
      URL(fileURLWithPath: folder.path(name), isDirectory: true), of: .pictures)
  }

  @Test func `each class gives its fraction, by the seed`() throws {
    let examples = try LabelledExamples(
      files("all", [("cat", 10), ("dog", 5), ("emu", 3)]), heldOut: nil, fraction: 0.2)
    #expect(examples.classes == ["cat", "dog", "emu"])
    #expect(examples.ownCount == 18 && !examples.hasOwnHeldOut)
    let split = examples.split(seed: 1)
    // 2, 1 and 0.6, rounded.
    #expect(split.validation.map { examples.labels[$0] } == [0, 0, 1, 2])
    #expect((split.training + split.validation).sorted() == Array(0..<18))
    #expect(examples.split(seed: 1) == split)
    #expect((2..<9).contains { examples.split(seed: $0) != split })
    for row in 0..<18 {
      #expect(examples.paths[row].contains("/\(examples.classes[Int(examples.labels[row])])/"))
    }
  }

  @Test func `another folder is held out as a whole, its classes by their names`() throws {
    let own = try files("own", [("cat", 2), ("dog", 3), ("emu", 1)])
    let held = try files("held", [("dog", 2), ("emu", 2)])
    let examples = try LabelledExamples(own, heldOut: held, fraction: 0.2)
    #expect(examples.hasOwnHeldOut && examples.ownCount == 6)
    #expect(examples.labels == [0, 0, 1, 1, 1, 2, 1, 1, 2, 2])
    for seed in [0, 7] as [UInt64] {
      let split = examples.split(seed: seed)
      #expect((split.training, split.validation) == (Array(0..<6), Array(6..<10)))
    }
  }

  @Test func `a class that was not trained on is named`() throws {
    let own = try files("own", [("cat", 2), ("dog", 2)])
    let held = try files("held", [("cow", 2), ("dog", 2)])
    let error = #expect(throws: DataFileError.self) {
      try LabelledExamples(own, heldOut: held, fraction: 0.2)
    }
    #expect(
      error?.description
        == "\(folder.path("held")): the classes to hold out must be among those to train on; "
        + "received 'cow'")
  }

  @Test func `weights are the inverse of the frequencies`() {
    let examples = LabelledExamples([0, 0, 0, 1, 2, 2], heldOut: nil, fraction: 0.5)
    #expect(examples.classes == ["0", "1", "2"])
    // scikit-learn's `balanced`: n/(classes·examples).
    #expect(examples.classWeights([0, 1, 2, 3, 4, 5]) == [6.0 / 9, 2, 1])
    #expect(examples.classWeights([0, 1, 4]) == [3.0 / 6, 0, 1])
  }

  @Test func `labels of IDX files come with their own to hold out`() {
    let examples = LabelledExamples([3, 0, 1], heldOut: [1, 5], fraction: 0.2)
    #expect(examples.classes == ["0", "1", "2", "3", "4", "5"])
    #expect(examples.split(seed: 4).validation == [3, 4])
  }
}
