import Foundation
import Testing

/// Files that cannot be trained on: one sentence, exit code 2, and no run is left.
@Suite(.timeLimit(.minutes(10))) struct OwnDataMistakesTests {
  private let anneal: Anneal

  init() throws {
    anneal = try Anneal()
    try anneal.write(Array(OwnDataSamples.table().utf8), to: "prices.csv")
  }

  /// Expects that `anneal` with these arguments, and --runs, is bad use that ends in `message`.
  private func expectRefusal(_ arguments: [String], _ message: String) async throws {
    for extra in [[], ["--json"]] {
      let result = try await anneal.start(
        arguments + extra, environment: ["XDG_CACHE_HOME": anneal.path("cache")]
      ).result()
      #expect(result.code == 2, "\(result.errors)")
      let errors = result.errors.replacing(anneal.folder.path + "/", with: "")
      #expect(errors.hasPrefix("anneal: \(message)"), "\(errors)")
      let sentence = errors.split(separator: "\n").filter { !$0.hasPrefix("  See ") }
      #expect(sentence.count == 1, "\(errors)")
    }
    #expect(try await anneal.runs() == [])
  }

  @Test(arguments: [
    (["none.csv"], "there is no file or folder 'none.csv', and no task of that name\n"),
    (["data/none"], "there is no file or folder 'data/none', and no task of that name\n"),
    (["prices.csv", "--target", "prise"], "prices.csv"),
    (["prices.csv", "--drop", "siez"], "prices.csv"),
    (["prices.csv", "--target", "sold", "--drop", "sold"], "prices.csv, column 'sold': "),
    (
      ["prices.csv", "--classify", "--regress"],
      "--classify and --regress contradict each other; leave one out"
    ),
    (["prices.csv", "--column", "size"], "--column must be a column's name, '=' and what it is"),
    (["prices.csv", "--column", "place=number"], "prices.csv, line 2, column 'place': "),
    (
      ["prices.csv", "--held-out", "1.5"],
      "--held-out must be a fraction above 0 and at most 0.9; received 1.5"
    ),
    (["prices.csv", "--held-out", "none.csv"], "none.csv: "),
    (["prices.csv", "--model", "mpl"], "the task 'prices.csv': unknown model 'mpl'"),
    (["prices.csv", "--model", "mlp("], "--model 'mlp(': "),
    (["prices.csv", "--model", "cnn"], "the model cnn takes images, and these are the rows"),
    (["prices.csv", "--split-by", "none"], "prices.csv"),
    (
      ["prices.csv", "--split-by", "place", "--held-out", "prices.csv"],
      "prices.csv, column 'place': rows may be held out by a column only where no file is held out; "
        + "received both"
    ),
    (
      ["prices.csv", "--class-weights"],
      "prices.csv, column 'price': class weights are for a target of classes; received a number"
    ),
    (["digits", "--target", "sold"], "--target has no meaning for the task 'digits'\n"),
    (["digits", "--classify"], "--classify has no meaning for the task 'digits'\n"),
    (["boston", "--model", "linear"], "--model has no meaning for the task 'boston'\n"),
    (["mnist", "--held-out", "0.5"], "--held-out has no meaning for the task 'mnist'\n"),
    (["boston", "--class-weights"], "--class-weights has no meaning for the task 'boston'\n"),
  ])
  func `bad use of own data`(arguments: [String], message: String) async throws {
    try await expectRefusal(["fit"] + arguments + ["--epochs", "1"], message)
  }

  @Test func `held-out rows without a target, and a fault in the data before a duration`()
    async throws
  {
    try anneal.write(Array("size,place,sold,price\n1.5,north,yes,\n".utf8), to: "a.csv")
    let held = ["fit", "prices.csv", "--target", "price", "--held-out", "a.csv", "--epochs", "1"]
    let message = "a.csv, column 'price': a row must have a target; received none with one"
    try await expectRefusal(held, message)
    try await expectRefusal(Array(held.dropLast(2)) + ["--for", "1s"], message)
  }

  @Test func `two files with different columns`() async throws {
    try anneal.write(Array("size,place,price\n1.5,north,3.5\n2.5,south,4.5\n".utf8), to: "a.csv")
    try await expectRefusal(
      ["fit", "prices.csv", "--target", "price", "--held-out", "a.csv"],
      "a.csv: the table must have the columns of the training; received none called 'sold'")
    try await expectRefusal(
      ["fit", "prices.csv", "--target", "sold", "--held-out", "a.csv"], "a.csv")
  }

  @Test func `tables that are none`() async throws {
    try anneal.write([], to: "empty.csv")
    try anneal.write(Array("a,b\n".utf8), to: "header.csv")
    try anneal.write(Array("a,b\n1,2\n3\n".utf8), to: "short.csv")
    try anneal.write(Array("a,b\n1,\"2\n3,4\n".utf8), to: "open.csv")
    try anneal.write(Array("a,b\n1,".utf8) + [0xFF, 0xFE, 0x31, 0x0A], to: "bytes.csv")
    try anneal.write([0x50, 0x4B, 3, 4, 0, 0, 0, 0], to: "zip.xlsx")
    for name in ["empty.csv", "header.csv", "short.csv", "open.csv", "bytes.csv", "zip.xlsx"] {
      try await expectRefusal(["fit", name], name)
    }
  }

  @Test func `a folder without pictures, and one without classes`() async throws {
    try anneal.write([1], to: "things/a.bin")
    try await expectRefusal(
      ["fit", "things"], "things: a folder must hold images, recordings or texts; received none")
    try anneal.write(OwnDataSamples.picture, to: "flat/1.png")
    try await expectRefusal(["fit", "flat"], "flat: must hold a folder of .png or .jpg files")
    try anneal.write(OwnDataSamples.picture, to: "one/only/1.png")
    try await expectRefusal(["fit", "one"], "one: ")
  }

  @Test func `a truncated picture among others`() async throws {
    for name in ["cat/1", "cat/2", "dog/1"] {
      try anneal.write(OwnDataSamples.picture, to: "pets/\(name).png")
    }
    try anneal.write(Array(OwnDataSamples.picture.prefix(90)), to: "pets/dog/2.png")
    try await expectRefusal(["fit", "pets", "--epochs", "1"], "pets/dog/2.png: ")
  }

  @Test func `an empty recording among others`() async throws {
    for name in ["no/1", "no/2", "yes/1"] {
      try anneal.write(OwnDataSamples.recording(samples: 800), to: "words/\(name).wav")
    }
    try anneal.write(OwnDataSamples.recording(samples: 0), to: "words/yes/2.wav")
    try await expectRefusal(["fit", "words", "--epochs", "1"], "words/yes/2.wav: ")
    try anneal.write([], to: "words/yes/2.wav")
    try await expectRefusal(["fit", "words", "--epochs", "1"], "words/yes/2.wav: ")
  }

  @Test func `a text with bytes that are not UTF-8, and one that is too short`() async throws {
    try anneal.write(Array("two\nlines \u{e9}".utf8) + [0xC3, 0x28, 0x0A], to: "book.txt")
    try await expectRefusal(["fit", "book.txt"], "book.txt, line 2, ")
    try anneal.write(Array("short".utf8), to: "short.txt")
    try await expectRefusal(["fit", "short.txt"], "short.txt: the text")
  }

  @Test func `find, compare and a dry run refuse alike`() async throws {
    for name in ["cat/1", "cat/2", "dog/1"] {
      try anneal.write(OwnDataSamples.picture, to: "pets/\(name).png")
    }
    try anneal.write([1, 2, 3], to: "pets/dog/2.png")
    try await expectRefusal(["find", "pets"], "pets/dog/2.png: ")
    try await expectRefusal(["compare", "pets", "--optimizer", "sgd"], "pets/dog/2.png: ")
    try await expectRefusal(["fit", "pets", "--dry-run"], "pets/dog/2.png: ")
  }

  @Test func `predictions for what does not fit`() async throws {
    let fit = try await anneal(
      "fit", "prices.csv", "--target", "price", "--rate", "0.01", "--epochs", "1")
    #expect(fit.code == 0, "\(fit.errors)")
    try anneal.write(Array("size,price\n1.5,2.5\n3.5,4.5\n".utf8), to: "few.csv")
    for (arguments, message) in [
      (
        ["predict", "latest", "few.csv"],
        "few.csv: the table must have the columns of the training; received none called 'place'"
      ),
      (["predict", "latest", "none.csv"], "none.csv: "),
      (["evaluate", "latest", "none.csv"], "none.csv: "),
      (["evaluate", "latest", "few.csv"], "few.csv: "),
      (["predict", "none-1", "few.csv"], ""),
      (["predict", "no/such/run", "few.csv"], "there is no"),
      (["predict", "latest", "few.csv", "--output", "no/such.csv"], "cannot write 'no/such.csv'"),
    ] {
      let result = try await anneal.start(arguments).result()
      #expect(result.code == 2, "\(arguments) \(result.errors)")
      let errors = result.errors.replacing(anneal.folder.path + "/", with: "")
      #expect(errors.hasPrefix("anneal: \(message)"), "\(errors)")
      #expect(result.output == "")
    }
    #expect(!anneal.has("no"))
  }
}
