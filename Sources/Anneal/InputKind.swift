internal import DataFiles
internal import Foundation
internal import Media
internal import Tasks

/// What a path that a user gives is by its ending, so that an input of another kind than the model
/// reads is told as such and not by its first strange byte.
enum InputKind: String {
  case folder = "a folder"
  case picture = "a picture"
  case recording = "a recording"
  case table = "a table"

  /// The kind of the file or folder at `path`; nil where the ending does not tell it.
  init?(_ path: String) {
    let ending = URL(fileURLWithPath: path).pathExtension.lowercased()
    if InputFiles.isFolder(path) {
      self = .folder
    } else if LabelledFolder.Kind.pictures.extensions.contains(ending) {
      self = .picture
    } else if LabelledFolder.Kind.sounds.extensions.contains(ending) {
      self = .recording
    } else if ["csv", "tsv"].contains(ending) {
      self = .table
    } else {
      return nil
    }
  }
}

extension ModelRecord.DataRecord {
  /// Checks that the file or folder at `path` may be an input of the model; with `labels`, examples
  /// with their classes, which a table may name.
  ///
  /// - Throws: `DataFileError` with what the run was trained on and what was received.
  func check(_ path: String, labels: Bool) throws {
    let expected: String
    let others: [InputKind]
    switch self {
    case .table: (expected, others) = ("a table", [.folder, .picture, .recording])
    case .images:
      (expected, others) = (
        "a picture or a folder of them", labels ? [.recording] : [.recording, .table]
      )
    case .sounds:
      (expected, others) = (
        "a recording or a folder of them", labels ? [.picture] : [.picture, .table]
      )
    case .text(let text) where text.columns != nil:
      (expected, others) = ("a table", [.folder, .picture, .recording])
    case .text: (expected, others) = ("a text or a folder of them", [.picture, .recording])
    case .translation:
      (expected, others) = (
        labels ? "a table with the columns 'source' and 'target'" : "a text, a sentence a line",
        [.folder, .picture, .recording] + (labels ? [] : [.table])
      )
    }
    guard let kind = InputKind(path), others.contains(kind) else { return }
    throw DataFileError(
      file: path, requirement: "the input must be \(expected), as the run was trained on",
      received: kind.rawValue)
  }
}
