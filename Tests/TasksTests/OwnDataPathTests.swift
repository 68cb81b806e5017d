import DataFiles
import Tasks
import Testing

/// Which word a bare path is read as.
@Suite struct OwnDataPathTests {
  private let folder = OwnDataFolder()

  @Test(arguments: [
    ("a.csv", "csv"), ("a.tsv", "csv"), ("a.tab", "csv"), ("a.dat", "csv"), ("a.data", "csv"),
    ("a.CSV", "csv"), ("a.csv.gz", "csv"), ("a", "csv"), ("a.unknown", "csv"), ("a.txt", "text"),
    ("a.MD", "text"), ("a.rst", "text"), ("a.tex", "text"), ("a.text", "text"),
    ("a.txt.gz", "text"), ("with space/é.csv", "csv"),
  ])
  func `a file is read by its ending`(name: String, word: String) throws {
    #expect(try OwnDataPath.word(for: folder.write(name)) == word)
  }

  @Test(arguments: [
    (["a/1.png", "b/2.jpg"], "images"), (["1.JPEG"], "images"), (["a/1.wav", "b/1.wav"], "audio"),
    (["a.txt", "b.md"], "text"), (["a/deep/down/1.png"], "images"),
    (["train-images-idx3-ubyte.gz", "readme.txt"], "images"),
    (["t10k-images.idx3-ubyte"], "images"),
    // Most files decide; of equally many, the first of the alphabet.
    (["a/1.png", "a/2.png", "b/1.wav"], "images"), (["a/1.wav", "b/2.wav", "x.txt"], "audio"),
    (["1.png", "1.wav"], "audio"),
    // What no reader takes does not count.
    (["a/1.flac", "b/1.flac", "c/1.ogg", "1.jfif"], "images"),
    (["a.tex", "b.tex", "c.md"], "text"),
  ])
  func `a folder is read by what it holds`(names: [String], word: String) throws {
    for name in names { try folder.write("all/\(name)") }
    #expect(try OwnDataPath.word(for: folder.path("all")) == word)
  }

  @Test func `what is not there has no word`() throws {
    #expect(try OwnDataPath.word(for: folder.path("none.csv")) == nil)
    #expect(try OwnDataPath.word(for: "") == nil)
  }

  @Test(arguments: [
    ("a.png", "an image; give the folder that holds a folder for each class"),
    ("a.jpeg", "an image; give the folder that holds a folder for each class"),
    ("a.wav", "a recording; give the folder that holds a folder for each class"),
    ("a.flac", "a recording; give the folder that holds a folder for each class"),
    ("a.xlsx", "a spreadsheet; save it as CSV"), ("a.ods", "a spreadsheet; save it as CSV"),
    ("a.parquet", "a binary table; save it as CSV, such as with pandas"),
  ])
  func `a file that is no data alone is refused with advice`(name: String, ending: String) throws {
    let path = try folder.write(name)
    let error = #expect(throws: DataFileError.self) { try OwnDataPath.word(for: path) }
    #expect(
      error?.description
        == "\(path): own data must be a table, a text or a folder; received \(ending)")
  }

  @Test func `a folder of other files is refused`() throws {
    try folder.write("all/a.bin")
    let error = #expect(throws: DataFileError.self) {
      try OwnDataPath.word(for: folder.path("all"))
    }
    #expect(
      error?.description
        == "\(folder.path("all")): a folder must hold images, recordings or texts; received none; "
        + "PNG, JPEG, WAV and text files are read")
  }
}
