import DataFiles
import Models
import Notation
import Tasks
import Testing
import Training

/// The words for data of the user: every argument, its range and its faults.
@Suite struct OwnDataNotationTests {
  private let folder = OwnDataFolder()

  init() throws {
    try folder.write("homes.csv", homes())
    try folder.write("other.csv", homes(rows: 9))
    try folder.write("labels.csv", "file,label\na/1.png,x\na/2.png,y\nb/1.png,x\nb/2.png,y\n")
    for name in ["a/1", "a/2", "b/1", "b/2"] {
      try folder.write("photos/\(name).png")
      try folder.write("held/\(name).png")
      try folder.write("sounds/\(name).wav")
    }
    try folder.write("book.txt", String(repeating: "the quick brown fox. ", count: 40))
    try folder.write("next.txt", String(repeating: "a lazy dog. ", count: 20))
  }

  private func task(_ text: String) throws -> TrainingTask {
    try TaskCatalogue.standard.task(folder.placed(text))
  }

  @Test(arguments: [
    "csv(\"FOLDER/homes.csv\")", "csv(\"FOLDER/homes.csv\", target: \"price\")",
    "csv(\"FOLDER/homes.csv\", target: \"zip\", purpose: classify)",
    "csv(\"FOLDER/homes.csv\", purpose: regress)",
    "csv(\"FOLDER/homes.csv\", columns: [\"size\": category])",
    "csv(\"FOLDER/homes.csv\", columns: [\"size\": identifier, \"zip\": number])",
    "csv(\"FOLDER/homes.csv\", drop: [\"remark\", \"zip\"])",
    "csv(\"FOLDER/homes.csv\", heldOut: 0.9)", "csv(\"FOLDER/homes.csv\", heldOut: 0.125)",
    "csv(\"FOLDER/homes.csv\", heldOut: \"FOLDER/other.csv\")",
    "csv(\"FOLDER/homes.csv\", splitBy: \"day\")",
    "csv(\"FOLDER/homes.csv\", model: mlp(hidden: [3, 2]))",
    "csv(\"FOLDER/homes.csv\", model: linear)", "csv(\"FOLDER/homes.csv\", encoding: latin1)",
    "csv(\"FOLDER/homes.csv\", target: \"zip\", purpose: classify, classWeights: true)",
    "csv(\"FOLDER/homes.csv\", target: \"remark\", purpose: classify, "
      + "columns: [\"zip\": category], drop: [\"day\"], heldOut: 0.5, splitBy: \"size\", "
      + "model: mlp(hidden: [], dropout: 0), encoding: utf8, classWeights: true)",
    "images(\"FOLDER/photos\")", "images(\"FOLDER/photos\", labels: \"FOLDER/labels.csv\")",
    "images(\"FOLDER/photos\", heldOut: \"FOLDER/held\")",
    "images(\"FOLDER/photos\", heldOut: 0.4, model: resnet(width: 8), augment: false, "
      + "classWeights: true)",
    "audio(\"FOLDER/sounds\")",
    "audio(\"FOLDER/sounds\", heldOut: 0.3, model: cnn(width: 4), augment: false, "
      + "classWeights: true)",
    "text(\"FOLDER/book.txt\")", "text(\"FOLDER/book.txt\", heldOut: \"FOLDER/next.txt\")",
    "text(\"FOLDER/book.txt\", tokens: bytePairs, vocabulary: 257, length: 2, heldOut: 0.25, "
      + "model: lstm(layers: 2))",
  ])
  func `every argument comes back as it was written`(text: String) throws {
    let task = try task(text)
    #expect(task.notation == folder.placed(text))
    #expect(try TaskCatalogue.standard.task(task.notation).notation == task.notation)
  }

  @Test(arguments: [
    ("csv(\"FOLDER/homes.csv\", encoding: automatic, heldOut: 0.2, classWeights: false)", "csv"),
    ("images(\"FOLDER/photos\", augment: true, heldOut: 0.2)", "images"),
    ("text(\"FOLDER/book.txt\", heldOut: 0.1, length: 64, tokens: characters)", "text"),
  ])
  func `defaults are left out`(text: String, word: String) throws {
    #expect(try task(text).notation.hasPrefix("\(word)(\""))
    #expect(try !task(text).notation.contains(":"))
  }

  @Test func `a task is called after its file`() throws {
    try folder.write("My prices (2024).v2.csv", homes())
    try folder.write("…/…/été.csv", homes())
    #expect(try task("csv(\"FOLDER/homes.csv\")").name == "homes")
    #expect(try task("csv(\"FOLDER/My prices (2024).v2.csv\")").name == "My-prices-2024-v2")
    #expect(try task("csv(\"FOLDER/…/…/été.csv\")").name == "t")
    #expect(try task("images(\"FOLDER/photos\")").name == "photos")
    #expect(try task("images(\"FOLDER/photos/\")").name == "photos")
  }

  @Test(arguments: [
    ("csv", "'csv' needs its file"), ("csv()", "'csv' needs its file"),
    ("csv(\"\")", "file must be the path of a file; received"), ("csv(3)", "file"),
    ("csv(\"FOLDER/homes.csv\", heldOut: 0)", "heldOut must be a fraction above 0 and at most 0.9"),
    ("csv(\"FOLDER/homes.csv\", heldOut: 0.91)", "received 0.91"),
    ("csv(\"FOLDER/homes.csv\", heldOut: 95%)", "received 0.95"),
    ("csv(\"FOLDER/homes.csv\", heldOut: -0.1)", "heldOut must be a fraction above 0"),
    ("csv(\"FOLDER/homes.csv\", heldOut: 20ep)", "a fraction such as 0.2, or a file in quotes"),
    ("csv(\"FOLDER/homes.csv\", heldOut: \"\")", "heldOut must be a fraction"),
    ("csv(\"FOLDER/homes.csv\", heldOut: true)", "a fraction such as 0.2, or a file in quotes"),
    ("csv(\"FOLDER/homes.csv\", traget: \"price\")", "did you mean 'target'?"),
    ("csv(\"FOLDER/homes.csv\", purpose: guess)", "purpose"),
    ("csv(\"FOLDER/homes.csv\", columns: [\"zip\": code])", "zip"),
    ("csv(\"FOLDER/homes.csv\", columns: [\"zip\"])", "a dictionary such as [\"zip\": category]"),
    ("csv(\"FOLDER/homes.csv\", drop: \"zip\")", "list"),
    ("csv(\"FOLDER/homes.csv\", model: mpl)", "unknown model 'mpl'"),
    ("csv(\"FOLDER/homes.csv\", model: mlp(hidden: [0]))", "hidden must be between 1 and 4096"),
    ("csv(\"FOLDER/homes.csv\", encoding: utf9)", "encoding"),
    ("csv(\"FOLDER/homes.csv\", \"FOLDER/homes.csv\")", ""),
    ("images(\"FOLDER/photos\", side: 3)", "side must be between 4 and 1024; received 3"),
    ("images(\"FOLDER/photos\", side: 1025)", "side must be between 4 and 1024; received 1025"),
    ("images(\"FOLDER/photos\", target: \"x\")", "unknown label 'target'"),
    ("audio(\"FOLDER/sounds\", side: 8)", "unknown label 'side'"),
    ("text(\"FOLDER/book.txt\", vocabulary: 256)", "vocabulary must be between 257 and 100000"),
    ("text(\"FOLDER/book.txt\", length: 1)", "length must be between 2 and 4096; received 1"),
    ("text(\"FOLDER/book.txt\", tokens: words)", "tokens"),
  ])
  func `an argument that cannot be is an error of the notation`(text: String, part: String) {
    let error = #expect(throws: NotationError.self) { try task(text) }
    #expect(part.isEmpty || error?.summary.contains(part) == true, "\(error?.summary ?? "")")
  }

  @Test(arguments: [
    ("csv(\"FOLDER/none.csv\")", "FOLDER/none.csv: "),
    ("csv(\"FOLDER/homes.csv\", target: \"prise\")", "FOLDER/homes.csv: "),
    ("csv(\"FOLDER/homes.csv\", drop: [\"sise\"])", "FOLDER/homes.csv: "),
    ("csv(\"FOLDER/homes.csv\", heldOut: \"FOLDER/none.csv\")", "FOLDER/none.csv: "),
    ("csv(\"FOLDER/homes.csv\", columns: [\"remark\": number])", "FOLDER/homes.csv, line 2, "),
    ("images(\"FOLDER/none\")", "FOLDER/none: "), ("images(\"FOLDER/sounds\")", "FOLDER/sounds: "),
    ("audio(\"FOLDER/photos\")", "FOLDER/photos: "),
    ("text(\"FOLDER/none.txt\")", "FOLDER/none.txt: "),
    ("text(\"FOLDER/book.txt\", length: 4096)", "FOLDER/book.txt: "),
  ])
  func `data that does not fit is an error of the data`(text: String, start: String) {
    let error = #expect(throws: DataFileError.self) { try task(text) }
    #expect(error?.isUsage == true)
    #expect(
      error?.description.hasPrefix(folder.placed(start)) == true, "\(error?.description ?? "")")
  }

  @Test(arguments: [
    ("csv(\"FOLDER/homes.csv\", model: cnn)", "cnn takes images"),
    ("csv(\"FOLDER/homes.csv\", model: gru)", "gru takes texts"),
    (
      "csv(\"FOLDER/homes.csv\", model: factors)",
      "factors takes tables with two or more columns of many categories"
    ),
  ])
  func `a network for other data is an error of the model`(text: String, part: String) {
    let error = #expect(throws: ModelError.self) { try task(text) }
    #expect(error?.description.contains(part) == true, "\(error?.description ?? "")")
  }

  @Test func `the words are listed with their signatures and labels`() {
    let words = TaskCatalogue.standard.ownDataWords
    #expect(words.map(\.name) == ["csv", "images", "audio", "text"])
    #expect(words[0].signature.hasPrefix("csv(\"file\", target: \"column\" = found, "))
    #expect(
      TaskCatalogue.standard.labels(of: "text") == [
        "file", "tokens", "vocabulary", "length", "heldOut", "model", "weights",
      ])
    #expect(TaskCatalogue.standard.labels(of: "digits") == ["width"])
    #expect(TaskCatalogue.standard.labels(of: "none") == [])
  }
}
