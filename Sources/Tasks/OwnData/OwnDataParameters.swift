internal import Foundation
internal import Notation
internal import Tables

/// What a table's rows are held out from training by: a fraction of them, or another file.
enum HeldOut: NotationValue, Hashable, Sendable {
  /// This fraction of the rows.
  case fraction(Double)
  /// All rows of the table at this path.
  case file(String)

  /// Reads a number, a percentage or a path in quotes.
  init(notation: NotationExpression, named name: String) throws {
    switch notation.kind {
    case .string(let path): self = .file(path)
    case .number(let literal) where literal.unit == nil: self = .fraction(literal.value)
    case .number(let literal) where literal.unit == .percent:
      self = .fraction(literal.value / 100)
    default: throw notation.mismatch(name, "a fraction such as 0.2, or a file in quotes")
    }
  }

  /// The number or the path.
  var notation: NotationExpression {
    switch self {
    case .fraction(let fraction): fraction.notation
    case .file(let path): path.notation
    }
  }

  /// The fraction; 0 for another file.
  var fraction: Double { if case .fraction(let fraction) = self { fraction } else { 0 } }

  /// The path of the other file; nil for a fraction.
  var path: String? { if case .file(let path) = self { path } else { nil } }
}

extension Domain<HeldOut> {
  /// A fraction above 0 and at most 0.9, or the path of a file.
  static var heldOut: Domain {
    Domain("number or \"file\"", "a fraction above 0 and at most 0.9") {
      switch $0 {
      case .fraction(let fraction): fraction > 0 && fraction <= 0.9
      case .file(let path): !path.isEmpty
      }
    }
  }
}

extension Domain<String> {
  /// The path of a file or folder.
  static var path: Domain { Domain("\"file\"", "the path of a file") { !$0.isEmpty } }
}

extension NotationParameter {
  /// What the columns of a table are: `["zip": category]`.
  static func columnKinds(
    _ label: String, _ path: WritableKeyPath<Form, [String: ColumnKind]>
  ) -> NotationParameter {
    NotationParameter(
      label, shown: "\(label): [\"column\": kind, …]", standard: { _ in "found" },
      read: { form, given, _ in
        guard case .dictionary(let entries) = given.kind else {
          throw given.mismatch(label, "a dictionary such as [\"zip\": category]")
        }
        for entry in entries {
          let column = try String(notation: entry.key, named: label)
          form[keyPath: path][column] = try ColumnKind(notation: entry.value, named: column)
        }
      },
      write: { form in
        let kinds = form[keyPath: path].sorted { $0.key < $1.key }
        guard !kinds.isEmpty else { return nil }
        return NotationExpression(
          .dictionary(kinds.map { NotationEntry($0.key.notation, $0.value.notation) }))
      })
  }
}

extension TrainingTask {
  /// The name of a task on the data at `path`: the file's name without its extension, in letters,
  /// digits, '-' and '_'; `data` if nothing of it is left.
  static func name(ofPath path: String) -> String {
    let url = URL(fileURLWithPath: path)
    let stem = url.deletingPathExtension().lastPathComponent
    let letters = stem.map { letter in
      letter.isASCII && (letter.isLetter || letter.isNumber || letter == "_") ? letter : "-"
    }
    let words = String(letters).split(separator: "-").joined(separator: "-")
    return words.isEmpty ? "data" : String(words.prefix(60))
  }
}
