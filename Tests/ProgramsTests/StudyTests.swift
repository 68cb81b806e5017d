import Foundation
import Programs
import Testing

@Suite struct StudyTests {
  @Test func `a study has a folder of its own, and one process at a time`() throws {
    let sandbox = try Sandbox()
    let time = Date(timeIntervalSince1970: 0)
    let first = try Study(in: sandbox.folder, settings: ["a": 1], at: time)
    let second = try Study(in: sandbox.folder, settings: ["a": 2], at: time)
    #expect(first.folder != second.folder)
    #expect(Study.all(in: sandbox.folder).map(\.path) == [first.folder.path, second.folder.path])
    #expect(try Study.settings(of: second.folder) == ["a": 2])
    let error = #expect(throws: ProgramError.self) { try Study(resuming: first.folder) }
    #expect(error?.description.hasPrefix("one process may work on the study ") ?? false)
    #expect(!Study.isFinished(first.folder))
    try first.finish(["rate": 1])
    #expect(Study.isFinished(first.folder))
  }

  @Test func `a torn last line is cut off`() throws {
    let sandbox = try Sandbox()
    let file = sandbox.folder.appendingPathComponent("lines")
    try sandbox.write("one\ntwo\nthr", to: "lines")
    #expect(try DurableFile.wholeLines(of: file) == ["one", "two"])
    try DurableFile.append(line: "three", to: file)
    #expect(try DurableFile.wholeLines(of: file) == ["one", "two", "three"])
  }

  @Test func `settings of something else are refused`() throws {
    let sandbox = try Sandbox()
    try sandbox.write("{", to: "study.json")
    #expect(throws: ProgramError.self) {
      try Study.settings(of: sandbox.folder, as: [String: Int].self)
    }
  }
}
