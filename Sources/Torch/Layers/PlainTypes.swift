/// The types that can never hold a tensor: numbers, strings, lists of both, and the types of the
/// system libraries.
///
/// With it, the walk passes a data set of a million numbers at no cost.
struct PlainTypes {
  private var known: [ObjectIdentifier: Bool] = [:]

  /// Whether no value of `type` can hold a tensor; false if this is unknown.
  mutating func contains(_ type: any Any.Type) -> Bool {
    if let answer = known[ObjectIdentifier(type)] { return answer }
    let answer: Bool
    if let list = type as? any ElementTypes.Type {
      answer = list.elementTypes.allSatisfy { contains($0) }
    } else {
      answer =
        _openExistential(type, do: isTrivial) || texts.contains { $0 == type }
        || type is AnyKeyPath.Type || isOfSystem(type)
    }
    known[ObjectIdentifier(type)] = answer
    return answer
  }
}

/// Whether values are plain bytes and therefore own no object.
private func isTrivial<Value>(_ type: Value.Type) -> Bool { _isPOD(type) }

private let texts: [any Any.Type] = [String.self, Substring.self, Character.self]

/// Whether the type's module is a system module. The standard library is not listed: its types wrap
/// values of others.
private func isOfSystem(_ type: any Any.Type) -> Bool {
  systemModules.contains(String(reflecting: type).prefix { $0 != "." })
}

private let systemModules: Set<Substring> = [
  "Dispatch", "Foundation", "FoundationEssentials", "FoundationInternationalization",
  "FoundationNetworking", "FoundationXML", "Observation", "Synchronization", "__C",
]

/// A type that holds only values of other types.
private protocol ElementTypes {
  static var elementTypes: [any Any.Type] { get }
}

extension Optional: ElementTypes {
  fileprivate static var elementTypes: [any Any.Type] { [Wrapped.self] }
}
extension Array: ElementTypes {
  fileprivate static var elementTypes: [any Any.Type] { [Element.self] }
}
extension ArraySlice: ElementTypes {
  fileprivate static var elementTypes: [any Any.Type] { [Element.self] }
}
extension ContiguousArray: ElementTypes {
  fileprivate static var elementTypes: [any Any.Type] { [Element.self] }
}
extension Set: ElementTypes {
  fileprivate static var elementTypes: [any Any.Type] { [Element.self] }
}
extension Dictionary: ElementTypes {
  fileprivate static var elementTypes: [any Any.Type] { [Key.self, Value.self] }
}
