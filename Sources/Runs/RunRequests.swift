public import Foundation

/// The requests of other processes to a run while it trains: a small file each, in the run's folder
/// `requests`.
///
/// The asking process writes `<name>.asked` and waits for `<name>.answered`. The training process
/// checks for requests from time to time, does them, and replaces each by its answer. Files appear
/// as a whole or not at all, and neither process waits for a lock.
public struct RunRequests: Sendable {
  /// The answer to a request.
  public struct Answer: Codable, Hashable, Sendable {
    /// The update before which the request was done; nil if it was refused.
    public let step: Int?
    /// The reason of a refusal.
    public let refusal: String?

    /// An answer: done before the update `step`.
    public static func done(before step: Int) -> Answer { Answer(step: step, refusal: nil) }

    /// An answer: refused.
    public static func refused(_ reason: String) -> Answer { Answer(step: nil, refusal: reason) }
  }

  private let folder: URL
  private static let (asked, answered) = ("asked", "answered")

  /// The requests of the run that is kept in `folder`.
  public init(of folder: URL) { self.folder = folder.appendingPathComponent("requests") }

  /// Makes a request, and returns its name.
  ///
  /// - Throws: ``RunsError`` with the system's words when the run's folder cannot be written.
  public func send(_ text: String) throws -> String {
    if mkdir(folder.path, 0o755) != 0, errno != EEXIST {
      throw RunsError.system(errno, folder.path)
    }
    let time = String(format: "%015.0f", Date().timeIntervalSince1970 * 1000)
    let name = "\(time)-\(getpid())-\(UInt32.random(in: 0 ... .max))"
    try put(Data(text.utf8), as: "\(name).\(Self.asked)")
    return name
  }

  /// The requests that are not answered yet, the oldest first.
  public func waiting() -> [(name: String, text: String)] {
    names(ending: Self.asked).compactMap { name in
      let url = url(name, Self.asked)
      guard let data = try? Data(contentsOf: url) else { return nil }
      return (name, String(decoding: data.prefix(100_000), as: UTF8.self))
    }
  }

  /// Replaces the request by its answer.
  public func answer(_ name: String, _ answer: Answer) throws {
    try put(JSONText.makeEncoder().encode(answer), as: "\(name).\(Self.answered)")
    unlink(url(name, Self.asked).path)
  }

  /// Returns the answer and removes it; nil if there is none yet.
  public func takeAnswer(to name: String) -> Answer? {
    let url = url(name, Self.answered)
    guard let data = try? Data(contentsOf: url),
      let answer = try? JSONText.makeDecoder().decode(Answer.self, from: data)
    else { return nil }
    unlink(url.path)
    return answer
  }

  /// Whether the request waits for an answer.
  public func isWaiting(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: url(name, Self.asked).path)
  }

  /// Withdraws a request, and returns whether it was still waiting.
  @discardableResult
  public func withdraw(_ name: String) -> Bool { unlink(url(name, Self.asked).path) == 0 }

  /// Removes answers that were not taken.
  public func removeUnreadAnswers() {
    for name in names(ending: Self.answered) { unlink(url(name, Self.answered).path) }
  }

  private func url(_ name: String, _ ending: String) -> URL {
    folder.appendingPathComponent("\(name).\(ending)")
  }

  private func names(ending: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
      .filter { $0.hasSuffix(".\(ending)") && !$0.hasPrefix(".") }
      .map { String($0.dropLast(ending.count + 1)) }.sorted()
  }

  private func put(_ data: Data, as name: String) throws {
    let temporary = folder.appendingPathComponent(".\(name).partial")
    try SystemFile.write(data, to: temporary)
    try SystemFile.rename(temporary, to: folder.appendingPathComponent(name))
  }
}
