/// An object that a program printed as a line: JSON, or a Python dictionary, perhaps behind other
/// text such as `INFO:root:`.
package enum PrintedObject {
  /// The members with numbers, with `outer/inner` for members of members; nil if the line has no
  /// object.
  ///
  /// Numbers in quotes are numbers. Where the object says which part of the data it is about, as
  /// `"mode": "val"`, the names begin with it.
  package static func numbers(in line: some Collection<UInt8>) -> [(name: String, value: Double)]? {
    let line = Array(line)
    guard let start = line.firstIndex(of: UInt8(ascii: "{")),
      let end = line.lastIndex(of: UInt8(ascii: "}")), start < end,
      case .object(let members)? = JSONReader.document(line[start...end])
    else { return nil }
    let part = members.first { ["mode", "split", "phase", "stage"].contains($0.key) }?.value.text
    var found: [(name: String, value: Double)] = []
    add(members, under: part.map { $0 + "/" } ?? "", depth: 0, to: &found)
    return found
  }

  private static func add(
    _ members: [LogDocument.Member], under prefix: String, depth: Int,
    to found: inout [(name: String, value: Double)]
  ) {
    for member in members {
      let name = prefix + member.key
      switch member.value {
      case .number(let value): found.append((name, value))
      case .text(let text):
        if let value = NumberText(text.utf8).value { found.append((name, value)) }
      case .object(let inner) where depth < 3:
        add(inner, under: name + "/", depth: depth + 1, to: &found)
      case .array(let values) where values.count == 1:
        if let value = values[0].number { found.append((name, value)) }
      default: break
      }
    }
  }

  /// The number that `text` is, with NaN and the infinities; nil if it is none.
  package static func number(_ text: some Collection<UInt8>) -> Double? { NumberText(text).value }
}
