import DataFiles
import Foundation
import Media
import Testing

@Suite struct LabelledFolderTests {
  private func folder(_ paths: [String]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for path in paths { try folder.write(path) }
    return folder
  }

  private func fault(_ folder: TemporaryFolder) -> String {
    message(in: folder.url) { _ = try LabelledFolder(folder.url, of: .pictures) }
  }

  @Test func `subfolders are classes, and files lie at any depth in them`() throws {
    let folder = try folder(["dog/b.PNG", "dog/a.jpeg", "cat/old/c.jpg", "cat/é x.png"])
    let list = try LabelledFolder(folder.url, of: .pictures)
    #expect(list.classNames == ["cat", "dog"])
    #expect(
      list.entries.map(\.path) == ["cat/old/c.jpg", "cat/é x.png", "dog/a.jpeg", "dog/b.PNG"])
    #expect(list.entries.map(\.label) == [0, 0, 1, 1])
    #expect(list.note == nil)
  }

  @Test func `classes that are numbers are in their order`() throws {
    let folder = try folder(["10/a.png", "9/a.png", "-1/a.png"])
    #expect(try LabelledFolder(folder.url, of: .pictures).classNames == ["-1", "9", "10"])
  }

  @Test func `hidden files and other types are ignored and told`() throws {
    let folder = try folder([
      "a/1.png", "b/1.png", "a/.DS_Store", "__MACOSX/a/._1.png", "a/notes.txt", "b/x.wav",
    ])
    let list = try LabelledFolder(folder.url, of: .pictures)
    #expect(list.entries.count == 2)
    #expect(
      list.note
        == "files ignored in \(folder.url.path): 2 hidden, 2 of other types, such as 'a/notes.txt'")
  }

  @Test func `a folder of runs beside the classes is no class`() throws {
    let folder = try folder(["a/1.png", "b/1.png", "runs/runs.sqlite", "runs/a-1/worst.png"])
    let list = try LabelledFolder(folder.url, of: .pictures)
    #expect(list.classNames == ["a", "b"] && list.entries.count == 2)
    #expect(list.note == "files ignored in \(folder.url.path): the runs in 'runs'")
  }

  @Test func `what cannot be classes is refused`() throws {
    #expect(
      try fault(folder(["readme.txt"]))
        == "FOLDER: must hold a folder of .png or .jpg files for each class; received no pictures")
    #expect(
      try fault(folder(["1.png", "2.png"]))
        == "FOLDER: must hold a folder of .png or .jpg files for each class; received 2 "
        + "pictures and no folders of them; or name a table with the columns file and label")
    #expect(
      try fault(folder(["a/1.png", "a/2.png"]))
        == "FOLDER: must hold at least two classes; received one, 'a'")
    #expect(
      try fault(folder(["a/1.png", "b/1.png", "c/1.txt"]))
        == "c: the folder of a class must hold pictures (.png or .jpg); received none; "
        + "fill it or remove it")
    #expect(
      try fault(folder(["a/1.png", "b/1.png", "2.png"]))
        == "FOLDER: every file must be in the folder of its class; received '2.png' "
        + "beside these folders")
  }

  @Test func `a folder that is not there, or a file, is refused`() throws {
    let folder = try folder(["x"])
    #expect(
      message(in: folder.url) {
        _ = try LabelledFolder(folder.url.appending(path: "none"), of: .pictures)
      } == "none: must be there and readable; received \"No such file or directory\"")
    #expect(
      message(in: folder.url) {
        _ = try LabelledFolder(folder.url.appending(path: "x"), of: .pictures)
      } == "x: must be a folder; received a file")
  }

  @Test func `links are followed, loops and links to nothing refused`() throws {
    let folder = try folder(["a/1.png", "b/1.png"])
    let manager = FileManager.default
    let link = folder.url.appending(path: "a/link.png")
    try manager.createSymbolicLink(atPath: link.path, withDestinationPath: "../b/1.png")
    #expect(try LabelledFolder(folder.url, of: .pictures).entries.count == 3)
    try manager.removeItem(at: link)
    try manager.createSymbolicLink(atPath: link.path, withDestinationPath: "../none.png")
    #expect(fault(folder).hasPrefix("a/link.png: must be there and readable; received"))
    try manager.removeItem(at: link)
    try manager.createSymbolicLink(atPath: link.path, withDestinationPath: "link.png")
    #expect(fault(folder).hasPrefix("a/link.png: must be there and readable; received"))
    try manager.removeItem(at: link)
    try manager.createSymbolicLink(atPath: link.path, withDestinationPath: "..")
    #expect(
      fault(folder)
        == "a/link.png: a link must not lead to a folder that it lies in; received a loop; "
        + "remove the link")
  }

  @Test(.enabled(if: getuid() != 0, "the superuser reads everything"))
  func `an unreadable folder is refused`() throws {
    let folder = try folder(["a/1.png", "b/1.png"])
    let closed = folder.url.appending(path: "a").path
    chmod(closed, 0)
    defer { chmod(closed, 0o755) }
    #expect(fault(folder) == "a: the folder must be readable; received \"Permission denied\"")
  }
}
