import DataFiles
import Foundation
import Media
import Testing

@Suite struct LabelTableTests {
  private func folder(_ table: String, name: String = "labels.csv") throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for path in ["1.png", "2.png", "more/3.png"] { try folder.write(path) }
    try folder.write(name, Data(table.utf8))
    return folder
  }

  private func list(_ folder: TemporaryFolder) throws -> LabelledFolder {
    try LabelledFolder(
      folder.url, of: .pictures, labels: folder.url.appending(path: "labels.csv"))
  }

  @Test(arguments: [
    "file,label\n2.png,dog\n1.png,cat\nmore/3.png,dog\n",
    "Label;ID;Filename\r\ndog;1;2.png\r\ncat;2;1.png\r\ndog;3;./more/3.png\r\n",
    "\u{FEFF}path\tclass\n2.png\tdog\n1.png\tcat\nmore\\3.png\t dog\n",
    "\"image\",\"category\"\n\"2.png\",\"dog\"\n\"1.png\",cat\nmore/3.png,dog",
  ])
  func `columns are found by name, with any separator`(table: String) throws {
    let list = try list(folder(table))
    #expect(list.classNames == ["cat", "dog"])
    #expect(list.entries.map(\.path) == ["1.png", "2.png", "more/3.png"])
    #expect(list.entries.map(\.label) == [0, 1, 1])
    // The table itself is not told as a file that was ignored.
    #expect(list.note == nil)
  }

  @Test func `a table in a folder without classes is found`() throws {
    let folder = try folder("file,label\n1.png,a\n2.png,b\n", name: "x.csv")
    try FileManager.default.removeItem(at: folder.url.appending(path: "more"))
    #expect(try LabelledFolder(folder.url, of: .pictures).classNames == ["a", "b"])
  }

  @Test(arguments: [
    (
      "file,label\n1.png,a\n2.png,b\nmore/3.png,a\nnone.png,b\n",
      "labels.csv, line 5, column 'file': must name a file of FOLDER; received 'none.png'"
    ),
    (
      "file,label\n1.png,a\n../2.png,b\n",
      "labels.csv, line 3, column 'file': must name a file of FOLDER; received '../2.png'"
    ),
    (
      "file,label\n1.png,a\n2.png, \n",
      "labels.csv, line 3, column 'label': every file must have a label; received an empty field"
    ),
    (
      "file,label\n1.png,a\n1.png,b\n",
      "labels.csv, line 3, column 'file': a file must be named once; received '1.png' again"
    ),
    (
      "file,label\n1.png,a\n",
      "labels.csv: every file of FOLDER must have a label; received none for '2.png' and 1 more"
    ),
    (
      "name,kind\n1.png,a\n",
      "labels.csv, line 1: the header must name the columns file and label; received 'name,kind'"
    ),
    ("", "labels.csv, line 1: the header must name the columns file and label; received no header"),
    (
      "file,label\n1.png,a\n2.png,a\nmore/3.png,a\n",
      "FOLDER: must hold at least two classes; received one, 'a'"
    ),
    (
      "file,label\n1.png,a,x\n",
      "labels.csv, line 2: every row must have as many fields as the first, 2; received 3"
    ),
  ])
  func `a fault is named with its line`(table: String, expected: String) throws {
    let folder = try folder(table)
    #expect(message(in: folder.url) { _ = try list(folder) } == expected)
  }
}
