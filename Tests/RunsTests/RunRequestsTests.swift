import Foundation
import Runs
import Testing

@Suite struct RunRequestsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `what is asked waits in its order until it is answered`() throws {
    let requests = RunRequests(of: folder.url)
    #expect(requests.waiting().isEmpty)
    let first = try requests.send("scale(0.5)")
    usleep(2000)
    let second = try requests.send("stop")
    #expect(requests.waiting().map(\.text) == ["scale(0.5)", "stop"])
    #expect(requests.takeAnswer(to: first) == nil)
    try requests.answer(first, .done(before: 7))
    #expect(requests.waiting().map(\.name) == [second])
    #expect(requests.takeAnswer(to: first) == .done(before: 7))
    #expect(requests.takeAnswer(to: first) == nil)
    try requests.answer(second, .refused("no"))
    #expect(requests.takeAnswer(to: second)?.refusal == "no")
  }

  @Test func `a request that is taken back is gone`() throws {
    let requests = RunRequests(of: folder.url)
    let name = try requests.send("stop")
    #expect(requests.withdraw(name))
    #expect(!requests.withdraw(name))
    #expect(requests.waiting().isEmpty)
  }

  @Test func `answers that nobody took are tidied, and half a request is none`() throws {
    let requests = RunRequests(of: folder.url)
    let name = try requests.send("stop")
    let place = folder.url.appendingPathComponent("requests")
    try Data("sto".utf8).write(to: place.appendingPathComponent(".1.asked.partial"))
    try Data("stop".utf8).write(to: place.appendingPathComponent(".2.asked"))
    #expect(requests.waiting().map(\.name) == [name])
    try requests.answer(name, .done(before: 1))
    requests.removeUnreadAnswers()
    #expect(requests.takeAnswer(to: name) == nil)
  }

  @Test func `eight that ask at once each get their own answer`() async throws {
    let requests = RunRequests(of: folder.url)
    let names = try await withThrowingTaskGroup(of: String.self) { group in
      for number in 0..<8 { group.addTask { try requests.send("rate(\(number + 1))") } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(Set(names).count == 8)
    for (name, text) in requests.waiting() { try requests.answer(name, .refused(text)) }
    #expect(Set(names.map { requests.takeAnswer(to: $0)?.refusal }).count == 8)
  }
}
