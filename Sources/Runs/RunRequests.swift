public import Foundation

/// What others ask of a run while it trains: a small file each, in the folder `requests` of the run.
///
/// Who asks writes `<name>.asked` and waits for `<name>.answered`; the process that trains looks from time to
/// time, does what is asked, and puts the answer in its place. A file is there as a whole or not at all, and
/// neither side waits for a lock.
public struct RunRequests: Sendable {
  /// What became of a request.
  public struct Answer: Codable, Hashable, Sendable {
    /// The update before which it was done; nil when it was refused.
    public let step: Int?
    /// Why it was refused.
    public let refusal: String?

    /// It was done before the update numbered `step`.
    public static func done(before step: Int) -> Answer { Answer(step: step, refusal: nil) }

    /// It was refused.
    public static func refused(_ reason: String) -> Answer { Answer(step: nil, refusal: reason) }
  }

  private let folder: URL
  private static let (asked, answered) = ("asked", "answered")

  /// The requests of the run that is kept in `folder`.
  public init(of folder: URL) { self.folder = folder.appendingPathComponent("requests") }

  /// Asks for something, and answers the name of the request.
  ///
  /// - Throws: ``RunsError`` with the system's words when the run's folder cannot be written.
  public func ask(_ text: String) throws -> String {
    if mkdir(folder.path, 0o755) != 0, errno != EEXIST {
      throw RunsError.system(errno, folder.path)
    }
    let time = String(format: "%015.0f", Date().timeIntervalSince1970 * 1000)
    let name = "\(time)-\(getpid())-\(UInt32.random(in: 0 ... .max))"
    try put(Data(text.utf8), as: "\(name).\(Self.asked)")
    return name
  }

  /// What was asked and is not answered, oldest first.
  public func waiting() -> [(name: String, text: String)] {
    names(ending: Self.asked).compactMap { name in
      let url = url(name, Self.asked)
      guard let data = try? Data(contentsOf: url) else { return nil }
      return (name, String(decoding: data.prefix(100_000), as: UTF8.self))
    }
  }

  /// Puts the answer in the request's place.
  public func answer(_ name: String, _ answer: Answer) throws {
    try put(JSONText.makeEncoder().encode(answer), as: "\(name).\(Self.answered)")
    unlink(url(name, Self.asked).path)
  }

  /// The answer to the request, once; nil as long as there is none.
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

  /// Takes a request back; answers whether it was still waiting.
  @discardableResult
  public func withdraw(_ name: String) -> Bool { unlink(url(name, Self.asked).path) == 0 }

  /// Removes answers that nobody has taken.
  public func tidy() {
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
