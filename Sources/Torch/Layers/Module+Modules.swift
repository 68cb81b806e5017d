extension Module {
  /// The module itself and all modules that it stores, at any depth, each once.
  ///
  /// They are found by a walk through the stored properties, into structures, enumerations, tuples,
  /// optionals, arrays and dictionaries. A list whose first thousand elements are no modules is passed.
  package var modules: [any Module] {
    var found: [any Module] = []
    var seen: Set<ObjectIdentifier> = []
    var plain = PlainTypes()
    var open: [Any] = [self]
    while let value = open.popLast() {
      guard !plain.contains(type(of: value)), !(value is Tensor) else { continue }
      if type(of: value) is AnyClass {
        guard let module = value as? any Module, seen.insert(ObjectIdentifier(module)).inserted
        else { continue }
        found.append(module)
      }
      var mirror: Mirror? = Mirror(reflecting: value)
      var children: [Any] = []
      while let level = mirror {
        children += level.children.prefix(1000).map(\.value)
        mirror = level.superclassMirror
      }
      open += children.reversed()
    }
    return found
  }
}
