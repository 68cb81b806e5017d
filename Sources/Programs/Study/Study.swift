package import Foundation

/// The folder of a search: its settings, its trials, and what each of them printed.
///
/// ```
/// study.json      the settings
/// trials.jsonl    a line for each trial that has ended
/// trial-1/        output.txt, losses.json; pid as long as it runs
/// answer.json     the answer, when it is known
/// lock            held by the process that works on the study
/// ```
package final class Study {
  /// The folder.
  package let folder: URL
  /// The trials that have ended, in the order in which they did.
  package private(set) var records: [TrialRecord] = []
  private let lock: StudyLock

  private static let (settings, trials, answer) = ("study.json", "trials.jsonl", "answer.json")

  /// Begins a study in a new folder below `parent`, named for the time.
  ///
  /// - Throws: ``ProgramError`` in the system's words.
  package init(in parent: URL, settings: some Encodable, at time: Date = Date()) throws {
    var folder = parent.appendingPathComponent(Self.name(for: time))
    var number = 1
    do {
      try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
      while mkdir(folder.path, 0o755) != 0 {
        guard errno == EEXIST, number < 1000 else {
          throw ProgramError.file(folder.path, "make", errno)
        }
        number += 1
        folder = parent.appendingPathComponent("\(Self.name(for: time))-\(number)")
      }
    } catch let error as CocoaError {
      throw ProgramError.program("cannot make \(parent.path): \(error.localizedDescription)")
    }
    self.folder = folder
    lock = try StudyLock(in: folder)
    try DurableFile.write(
      Self.text(settings), to: folder.appendingPathComponent(Self.settings))
  }

  /// Goes on with the study in `folder`: what still runs of it is killed.
  ///
  /// - Throws: ``ProgramError`` if another process works on it, or a file cannot be read.
  package init(resuming folder: URL) throws {
    self.folder = folder
    lock = try StudyLock(in: folder)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    for name in names where name.hasPrefix("trial-") {
      let pid = folder.appendingPathComponent(name).appendingPathComponent("pid")
      ProcessIdentity(at: pid)?.killRemains()
      try? FileManager.default.removeItem(at: pid)
    }
    let lines = try DurableFile.wholeLines(of: folder.appendingPathComponent(Self.trials))
    for line in lines {
      guard var record = try? JSONDecoder().decode(TrialRecord.self, from: Data(line.utf8)),
        let data = try? Data(contentsOf: losses(of: record.order.number)),
        let losses = try? Self.decoder.decode(TrialLosses.self, from: data)
      else { continue }
      record.losses = losses
      records.append(record)
    }
  }

  /// The settings of the study in `folder`.
  ///
  /// - Throws: ``ProgramError`` if they cannot be read.
  package static func settings<Settings: Decodable>(
    of folder: URL, as type: Settings.Type = Settings.self
  ) throws -> Settings {
    let file = folder.appendingPathComponent(settings)
    guard let data = try? Data(contentsOf: file),
      let value = try? decoder.decode(Settings.self, from: data)
    else {
      throw ProgramError.program(
        "\(file.path) must be the settings of a study of this version; received something else")
    }
    return value
  }

  /// Whether the answer of the study in `folder` is known.
  package static func isFinished(_ folder: URL) -> Bool {
    FileManager.default.fileExists(atPath: folder.appendingPathComponent(answer).path)
  }

  /// The studies below `parent`, oldest first.
  package static func all(in parent: URL) -> [URL] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
    return names.sorted { $0.compare($1, options: .numeric) == .orderedAscending }
      .map { parent.appendingPathComponent($0) }
      .filter {
        FileManager.default.fileExists(atPath: $0.appendingPathComponent(settings).path)
      }
  }

  /// The folder of a trial.
  package func folder(of trial: Int) -> URL { folder.appendingPathComponent("trial-\(trial)") }

  /// An empty folder for a trial, whatever an earlier attempt left there.
  func newFolder(for trial: Int) throws -> URL {
    let folder = folder(of: trial)
    try? FileManager.default.removeItem(at: folder)
    guard mkdir(folder.path, 0o755) == 0 else {
      throw ProgramError.file(folder.path, "make", errno)
    }
    return folder
  }

  /// Keeps a trial that has ended.
  func add(_ record: TrialRecord) throws {
    try DurableFile.write(Self.text(record.losses), to: losses(of: record.order.number))
    try DurableFile.append(
      line: Self.text(record).trimmingCharacters(in: .newlines),
      to: folder.appendingPathComponent(Self.trials))
    records.append(record)
  }

  /// Keeps the answer.
  package func finish(_ text: some Encodable) throws {
    try DurableFile.write(Self.text(text), to: folder.appendingPathComponent(Self.answer))
  }

  private func losses(of trial: Int) -> URL {
    folder(of: trial).appendingPathComponent("losses.json")
  }

  private static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }

  private static var decoder: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    return decoder
  }

  private static func name(for time: Date) -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.dateFormat = "yyyy-MM-dd-HHmmss"
    return formatter.string(from: time)
  }
}
