internal import DataFiles
internal import Foundation

/// Predictions for files: their paths, and further columns.
struct FilePredictions: Predictions {
  private let header: [String]
  private let rows: [[String]]

  /// - Precondition: a row has as many fields as the header.
  init(_ header: [String], _ rows: [[String]]) { (self.header, self.rows) = (header, rows) }

  var allLines: AnySequence<String> {
    AnySequence(([header] + rows).lazy.map { $0.map(Self.quoted).joined(separator: ",") })
  }

  func write(to path: String) throws {
    let text = allLines.map { $0 + "\n" }.joined()
    do { try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic) } catch {
      throw DataFileError(
        .inputOutput, file: path, requirement: "the file must be writable",
        received: error.localizedDescription)
    }
  }

  private static func quoted(_ field: String) -> String {
    guard field.contains(where: { ",\"\n\r".contains($0) }) else { return field }
    return "\"\(field.replacing("\"", with: "\"\""))\""
  }
}
