/// A dictionary's entries sorted by key: integers by value, other keys by their description.
struct DictionaryEntries {
  /// The values, labelled with their keys.
  let children: [Mirror.Child]

  /// The entries of a dictionary's mirror; nil if two keys have the same description.
  init?(_ mirror: Mirror) {
    var entries: [(number: Int?, key: String, value: Any)] = []
    entries.reserveCapacity(mirror.children.count)
    for (index, child) in mirror.children.enumerated() {
      let pair = Mirror(reflecting: child.value).children.map(\.value)
      // A custom mirror may show children that are not pairs.
      let (key, value) = pair.count == 2 ? (pair[0], pair[1]) : (child.label ?? index, child.value)
      let number = (key as? any BinaryInteger).map { Int(clamping: $0) }
      entries.append((number, "\(key)", value))
    }
    guard Set(entries.map(\.key)).count == entries.count else { return nil }
    entries.sort {
      switch ($0.number, $1.number) {
      case (let one?, let other?) where one != other: one < other
      default: $0.key < $1.key
      }
    }
    children = entries.map { ($0.key, $0.value) }
  }
}
