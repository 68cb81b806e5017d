/// A line of a CSV file.
package enum CSVLine {
  /// The fields, separated by commas, in quotes where they would otherwise not be read as they are.
  package static func text(_ fields: [String]) -> String {
    fields.map(quoted).joined(separator: ",")
  }

  private static func quoted(_ field: String) -> String {
    // By scalars: a carriage return and a line feed are one character.
    guard field.unicodeScalars.contains(where: { ",\"\n\r".unicodeScalars.contains($0) }) else {
      return field
    }
    return "\"\(field.replacing("\"", with: "\"\""))\""
  }
}
