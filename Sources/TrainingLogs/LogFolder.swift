internal import Foundation

/// The logs in a folder, or those that a pattern such as `runs/*/results.csv` fits, as runs named
/// for where they lie.
///
/// Of a folder the files are read that trainers write: event files, those of MLflow's file store,
/// the database of Anneal's runs, and the usual names. The folder of one of Anneal's runs is that
/// run. What cannot be read is passed over and told.
public struct LogFolder {
  /// The runs of all files.
  public let log: TrainingLog

  private static let mostFiles = 10_000
  private static let runs = "runs.sqlite"
  private static let usual: Set<String> = [
    "metrics.csv", "results.csv", "summary.csv", "trainer_state.json", "metrics.json", "log.txt",
    "history.json", "mlflow.db", "training_log.csv", "progress.csv", runs,
  ]

  /// Whether the path is of a folder, or a pattern that fits something.
  public static func matches(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
      return isFolder.boolValue
    }
    return path.contains { "*?[".contains($0) }
  }

  /// Reads what lies there, keeping the columns for which `isWanted` is true.
  ///
  /// - Throws: ``LogError`` if nothing there can be read.
  public init(_ path: String, keeping isWanted: @escaping (String) -> Bool = { _ in true }) throws {
    var collector = LogCollector(keeping: isWanted)
    let isPattern =
      path.contains { "*?[".contains($0) } && !FileManager.default.fileExists(atPath: path)
    if !isPattern, let run = try Self.run(path, keeping: isWanted) {
      log = run
      return
    }
    let files = isPattern ? Self.files(fitting: path) : Self.files(in: path)
    for file in files {
      do { try Self.read(file, under: path, into: &collector) } catch let error as LogError {
        collector.skip("files that cannot be read (\(error.received))", at: file)
      }
    }
    log = TrainingLog("a folder of \(files.count) logs", collector)
    guard !log.runs.isEmpty || !log.otherColumns.isEmpty else {
      throw LogError(
        file: path, "the folder must hold logs, such as event files, metrics.csv or results.csv",
        received: files.isEmpty ? "none" : log.skipped.first?.description ?? "none with rows")
    }
  }

  /// The run whose folder this is, beside the database of all runs; nil for other folders.
  private static func run(
    _ path: String, keeping isWanted: @escaping (String) -> Bool
  ) throws -> TrainingLog? {
    let folder = URL(fileURLWithPath: path).standardizedFileURL
    let database = folder.deletingLastPathComponent().appendingPathComponent(runs).path
    guard FileManager.default.fileExists(atPath: database) else { return nil }
    var collector = LogCollector(keeping: isWanted)
    try DatabaseReader.read(
      try LogFile(path: database), run: folder.lastPathComponent, into: &collector)
    let log = TrainingLog("a run of Anneal's", collector)
    return collector.runs.isEmpty ? nil : log
  }

  private static func read(
    _ path: String, under folder: String, into collector: inout LogCollector
  ) throws {
    let file = try LogFile(path: path)
    if let metric = MLflowMetric(path) { return metric.read(file, into: &collector) }
    // restarts of a run write event files side by side
    let parent = URL(fileURLWithPath: path).deletingLastPathComponent().path
    collector.begin(path.contains("tfevents") ? parent : path)
    let format = LogFormat(file)
    if try format.read(file, into: &collector) != nil {
      collector.skip("files that are no logs", at: path)
    }
  }

  private static func files(in folder: String) -> [String] {
    let root = URL(fileURLWithPath: folder)
    guard let walk = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
    else { return [] }
    var found: [String] = []
    for case let url as URL in walk {
      guard found.count < mostFiles else { break }
      let name = url.lastPathComponent
      if name.contains("tfevents") || usual.contains(name) || name.hasSuffix(".log.json")
        || (!url.hasDirectoryPath && MLflowMetric(url.path) != nil)
      {
        found.append(url.path)
      }
    }
    return found.sorted()
  }

  private static func files(fitting pattern: String) -> [String] {
    var found = glob_t()
    defer { globfree(&found) }
    guard glob(pattern, 0, nil, &found) == 0 else { return [] }
    return (0..<min(Int(found.gl_pathc), mostFiles)).compactMap { index in
      found.gl_pathv[index].map { String(cString: $0) }
    }
  }
}
