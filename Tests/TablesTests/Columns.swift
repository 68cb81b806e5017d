import Tables

/// A table of columns of the same length, as CSV.
func table(_ columns: KeyValuePairs<String, [String]>) throws -> TableFile {
  let header = columns.map(\.key).joined(separator: ",")
  let rows = (columns.first?.value ?? []).indices.map { row in
    columns.map { "\"\($0.value[row])\"" }.joined(separator: ",")
  }
  return try TemporaryTable(([header] + rows).joined(separator: "\n") + "\n").file()
}

/// `count` texts.
func texts(_ count: Int, _ text: (Int) -> String) -> [String] { (0..<count).map(text) }
