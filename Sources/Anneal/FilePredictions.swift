internal import Foundation
internal import Tables

/// Predictions for files: their paths, and further columns.
struct FilePredictions: Predictions {
  private let header: [String]
  private let rows: [[String]]

  /// - Precondition: a row has as many fields as the header.
  init(_ header: [String], _ rows: [[String]]) { (self.header, self.rows) = (header, rows) }

  var allLines: AnySequence<String> {
    AnySequence(([header] + rows).lazy.map(CSVLine.text))
  }

  func write(to path: String) throws { try LinesFile.write(allLines, to: path) }
}
