internal import Foundation

/// A file of MLflow's file store: one measurement, with a line `time value step` for each value.
///
/// It lies at `mlruns/EXPERIMENT/RUN/metrics/NAME`, in folders of its own where the name has
/// slashes.
struct MLflowMetric {
  private let run: String
  private let name: String

  /// What a path says; nil if it is not of such a file.
  init?(_ path: String) {
    let parts = URL(fileURLWithPath: path).pathComponents
    guard let position = parts.dropLast().lastIndex(of: "metrics"), position > 0 else { return nil }
    let folder = parts[..<position].joined(separator: "/")
    let isPlain = position == parts.count - 2 && !parts[position + 1].contains(".")
    guard isPlain || FileManager.default.fileExists(atPath: folder + "/meta.yaml") else {
      return nil
    }
    (run, name) = (parts[position - 1], parts[(position + 1)...].joined(separator: "/"))
  }

  func read(_ file: LogFile, into collector: inout LogCollector) {
    collector.begin(run)
    guard let position = collector.index(of: name) else { return }
    var lines = ByteLines(file)
    var number = 0
    while true {
      let fields: [NumberText]? = lines.next { line in
        line.split(separator: 32).map { NumberText(UnsafeBufferPointer(rebasing: $0)) }
      }
      guard let fields else { break }
      number += 1
      guard fields.count == 3, let value = fields[1].value, let step = fields[2].value else {
        collector.skip("lines of something else", at: "line \(number) of \(file.name)")
        continue
      }
      collector.append(step, to: "step")
      collector.append(value, at: position, as: fields[1])
      collector.endRow()
    }
  }
}
