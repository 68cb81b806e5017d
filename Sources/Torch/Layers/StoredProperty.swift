/// A stored property as `Mirror` shows it, under its name in the source.
struct StoredProperty {
  /// Whether the property has a value that can be read.
  enum State {
    case made
    /// A lazy property that has not been read yet.
    case unmade
    /// A noncopyable value, which a mirror shows as an empty tuple.
    case uncopyable
  }

  /// The name; empty for the wrapped value of a property wrapper, whose property already has the
  /// name.
  let name: String
  let value: Any
  let state: State

  private static let lazyPrefix = "$__lazy_storage_$_"

  /// Creates the property from a mirror's label and value.
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

  /// Whether this may be the storage of a property wrapper, whose name is the property's with an
  /// underscore in front; a tensor or a module with such a name keeps it.
  private static func isWrapper(_ label: String, _ value: Any) -> Bool {
    label.hasPrefix("_") && label.count > 1 && Mirror(reflecting: value).displayStyle == .struct
  }
}
