/// A stored property as `Mirror` shows it, under the name that it has in the source.
struct StoredProperty {
  /// Whether there is a value to look at.
  enum State {
    case made
    /// A lazy property's before it is asked for.
    case unmade
    /// One that cannot be copied: a mirror shows it as an empty tuple.
    case uncopyable
  }

  /// The name; empty for a property wrapper's value, which adds nothing to the name of its property.
  let name: String
  let value: Any
  let state: State

  private static let lazyPrefix = "$__lazy_storage_$_"

  /// The property of this label and value.
  init(_ label: String, _ value: Any) {
    self.value = value
    let isLazy = label.hasPrefix(Self.lazyPrefix)
    if value is Void {
      state = .uncopyable
    } else {
      state = isLazy && Mirror(reflecting: value).children.isEmpty ? .unmade : .made
    }
    if isLazy {
      name = String(label.dropFirst(Self.lazyPrefix.count))
    } else if label == "wrappedValue" {
      name = ""
    } else if label.hasPrefix(".") || Self.isWrapper(label, value) {
      name = String(label.dropFirst())
    } else {
      name = label
    }
  }

  /// Whether this may be the storage of a property wrapper, which is called as its property with
  /// an underscore; a tensor or a module of such a name keeps it.
  private static func isWrapper(_ label: String, _ value: Any) -> Bool {
    label.hasPrefix("_") && label.count > 1 && Mirror(reflecting: value).displayStyle == .struct
  }
}
