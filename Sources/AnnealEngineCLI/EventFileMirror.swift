internal import AnnealCLI
internal import Runs
internal import Training
internal import TrainingLogs

/// Writes the series of a run into TensorBoard event files while it trains, with their names as tags.
///
/// The files are in FOLDER/RUN. A run that is resumed begins a new file there, which says from which step
/// on the older ones are void.
final class EventFileMirror: SeriesMirror {
  private let folder: String
  private var file: EventFileWriter?
  private var step: Int?
  private var values: [(tag: String, value: Double)] = []

  init(run: String, in folder: String) { self.folder = "\(folder)/\(run)" }

  /// Makes the folder of all runs' files.
  ///
  /// - Throws: `CommandError` when it can neither be used nor made.
  static func prepare(_ folder: String) throws {
    do { try EventFileWriter.prepare(folder) } catch let error as LogError {
      throw CommandError.usage(
        "cannot write event files into '\(folder)': \(error.received)")
    }
  }

  func begin(at step: Int) throws { file = try EventFileWriter(in: folder, restart: step) }

  func add(_ point: SeriesPoint) {
    if point.step != step { write() }
    step = point.step
    values.append((point.series, point.value))
  }

  func flush() throws {
    write()
    try file?.flush()
  }

  /// Adds the values of a step, which have one time.
  private func write() {
    guard let step, !values.isEmpty else { return }
    file?.write(values, at: step)
    values.removeAll(keepingCapacity: true)
  }
}
