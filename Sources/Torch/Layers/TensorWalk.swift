/// A depth-first walk through a module's stored properties to its tensors, without recursion, so
/// that no model is too deep.
struct TensorWalk {
  /// The tensors, in the order in which they were found.
  private(set) var found: [NamedTensor] = []

  private var names: Set<String> = []
  private var seen: Set<ObjectIdentifier> = []
  private var plain = PlainTypes()
  /// Values that were not entered; nil for a value that cannot be inspected at all.
  private var passed: [(name: String, value: Any?)] = []
  /// The containers being walked, outermost first.
  private var open: [Members] = []
  private var visits = 0
  /// Whether the walk also enters sets and objects that are not modules.
  private var isProbe = false

  /// The elements of a list, or the properties of an object, a structure, a tuple or a case.
  private struct Members {
    let name: String
    let isList: Bool
    /// The innermost module.
    let owner: (any Module)?
    var rest: AnyIterator<Mirror.Child>
    var index = 0
    /// The numbers of tensors found and values visited before the first element.
    let found, visits: Int
  }

  /// A list is data if this many of its first values hold no tensor.
  private static let longestLook = 1000
  /// The number of values inspected behind an object that is not a module.
  private static let longestProbe = 10_000

  /// The module from which the walk began.
  private let root: any Module

  /// Walks through all of `module`.
  init(_ module: any Module) {
    root = module
    walk(from: module)
  }

  /// The names of properties that may hold tensors that were not found.
  var unseen: [String] {
    var told: Set<String> = []
    return passed.compactMap { name, value in
      guard !told.contains(name), value.map(leadsToTensors) ?? true else { return nil }
      told.insert(name)
      return name
    }
  }

  /// Whether `value` leads to a tensor that was not found, or to a value that cannot be inspected.
  private func leadsToTensors(_ value: Any) -> Bool {
    var probe = self
    (probe.found, probe.passed, probe.visits, probe.isProbe) = ([], [], 0, true)
    probe.walk(from: value)
    return !probe.found.isEmpty || !probe.passed.isEmpty
  }

  private mutating func walk(from value: Any) {
    visit(value, "")
    while let last = open.indices.last {
      if isProbe, visits > Self.longestProbe { return pass("") }
      guard !isData(open[last]), let child = open[last].rest.next() else {
        open.removeLast()
        continue
      }
      let parent = open[last]
      open[last].index += 1
      if parent.isList {
        let name = join(parent.name, child.label ?? String(parent.index))
        visit(child.value, name, in: parent.name)
      } else if let label = child.label {
        visit(StoredProperty(label, child.value), of: parent.name)
      }
    }
  }

  private func isData(_ members: Members) -> Bool {
    members.isList && found.count == members.found
      && visits - members.visits >= Self.longestLook
  }

  private mutating func visit(_ property: StoredProperty, of parent: String) {
    let name = join(parent, property.name)
    switch property.state {
    case .made: visit(property.value, name)
    case .unmade: if !plain.contains(type(of: property.value)) { pass(name) }
    case .uncopyable: pass(name)
    }
  }

  /// - Parameter list: the name of the list that contains `value`.
  private mutating func visit(_ value: Any, _ name: String, in list: String? = nil) {
    visits += 1
    guard !plain.contains(type(of: value)) else { return }
    // Checked first: casting a list to a class may allocate an object for each of its elements.
    if type(of: value) is AnyClass { return visit(object: value as AnyObject, name, in: list) }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional: if let child = mirror.children.first { visit(child.value, name, in: list) }
    case .collection: enter(mirror.children, name, isList: true)
    case .dictionary:
      guard let entries = DictionaryEntries(mirror) else { return pass(name) }
      enter(entries.children, name, isList: true)
    case .set where !isProbe: passed.append((list ?? name, value))
    case .set: enter(mirror.children, name, isList: true)
    case nil where isFunction(value): pass(list ?? name)
    default: enter(mirror.children, name)
    }
  }

  private mutating func visit(object: AnyObject, _ name: String, in list: String?) {
    if let tensor = object as? Tensor {
      add(tensor, name)
    } else if !(object is any Module || isProbe) {
      passed.append((list ?? name, object))
    } else if seen.insert(ObjectIdentifier(object)).inserted {
      let levels = sequence(first: Mirror(reflecting: object), next: \.superclassMirror)
      enter(
        Array(levels).reversed().flatMap(\.children), name,
        owner: object as? any Module ?? open.last?.owner)
    }
  }

  private mutating func enter(
    _ children: some Sequence<Mirror.Child>, _ name: String, isList: Bool = false,
    owner: (any Module)? = nil
  ) {
    open.append(
      Members(
        name: name, isList: isList, owner: owner ?? open.last?.owner,
        rest: AnyIterator(children.makeIterator()),
        found: found.count, visits: visits))
  }

  private mutating func add(_ tensor: Tensor, _ name: String) {
    guard seen.insert(ObjectIdentifier(tensor)).inserted else { return }
    var (unique, count) = (name, 1)
    while !names.insert(unique).inserted {
      count += 1
      unique = "\(name)~\(count)"
    }
    found.append(NamedTensor(name: unique, tensor: tensor, owner: open.last?.owner ?? root))
  }

  private mutating func pass(_ name: String) { passed.append((name, nil)) }

  private func join(_ name: String, _ part: String) -> String {
    name.isEmpty || part.isEmpty ? name + part : "\(name).\(part)"
  }

  /// Only the names of function and tuple types begin this way, and tuples have another display
  /// style.
  private func isFunction(_ value: Any) -> Bool {
    let type = String(reflecting: type(of: value))
    return type.hasPrefix("(") || type.hasPrefix("@")
  }
}
