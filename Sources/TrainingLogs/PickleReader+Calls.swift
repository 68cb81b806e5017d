// What a pickle would call: the few functions that make tensors and dictionaries, done here.
extension PickleReader {
  /// `('storage', torch.FloatStorage, key, device, count)`.
  mutating func persistent() throws {
    guard case .list(let items) = nodes[try taken()], items.count >= 5,
      case .name(let type) = nodes[items[1]], type.hasSuffix("Storage"),
      case .text(let key) = nodes[items[2]]
    else { throw Refusal("a reference to something other than a tensor's storage") }
    try place(.storage(type: type, key: key))
  }

  /// What a function makes of its arguments.
  func result(of function: Node, _ arguments: Node) throws -> Node {
    guard case .list(let items) = arguments else { throw Refusal("a call without arguments") }
    guard case .name(let name) = function else {
      throw Refusal("a call of something that is no function")
    }
    func first() -> Node? { items.first.map { nodes[$0] } }
    switch name {
    case "collections.OrderedDict", "collections.Counter", "builtins.dict", "__builtin__.dict":
      guard let given = first() else { return .dictionary([]) }
      guard case .dictionary = given else { throw Refusal("a call of \(name) with no dictionary") }
      return given
    case "collections.defaultdict": return .dictionary([])
    case "builtins.set", "__builtin__.set", "builtins.list", "builtins.tuple", "torch.Size",
      "builtins.frozenset", "__builtin__.frozenset":
      guard let given = first() else { return .list([]) }
      guard case .list = given else { throw Refusal("a call of \(name) with no list") }
      return given
    case "torch.device": return first() ?? .null
    case "torch._utils._rebuild_parameter":
      guard let given = first(), case .tensor = given else {
        throw Refusal("a parameter without a tensor")
      }
      return given
    case "torch._utils._rebuild_tensor_v2", "torch._utils._rebuild_tensor": return try tensor(items)
    case "_codecs.encode":
      // the bytes of a number
      guard case .text(let text)? = first(), text.utf8.count <= 64 else {
        throw Refusal("a call of \(name) with no short text")
      }
      return .bytes(text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) })
    case "numpy.dtype":
      guard case .text(let text)? = first() else { throw Refusal("a call of \(name) with no text") }
      return .numberType(text)
    case "numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar":
      return try scalar(items)
    default: throw Refusal("a call of \(name), which is not made")
    }
  }

  private func tensor(_ items: [Int]) throws -> Node {
    guard items.count >= 3, case .storage = nodes[items[0]],
      case .number(let offset) = nodes[items[1]], case .list(let sizes) = nodes[items[2]],
      let start = Int(exactly: offset), start >= 0
    else { throw Refusal("a tensor of something else") }
    var count = 1
    for size in sizes {
      guard case .number(let value) = nodes[size], let size = Int(exactly: value), size >= 0
      else { throw Refusal("a tensor of something else") }
      let (product, isTooLarge) = count.multipliedReportingOverflow(by: size)
      count = isTooLarge ? Int.max : product
    }
    return .tensor(storage: items[0], offset: start, count: count)
  }

  private func scalar(_ items: [Int]) throws -> Node {
    guard items.count == 2, case .numberType(let type) = nodes[items[0]],
      case .bytes(let bytes) = nodes[items[1]]
    else { throw Refusal("a number of NumPy's without its bytes") }
    let bits = bytes.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    switch (type, bytes.count) {
    case ("f8", 8): return .number(Double(bitPattern: bits))
    case ("f4", 4): return .number(Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits))))
    case ("i8", 8): return .number(Double(Int64(bitPattern: bits)))
    case ("i4", 4): return .number(Double(Int32(truncatingIfNeeded: bits)))
    case ("b1", 1): return .flag(bits != 0)
    default: throw Refusal("a number of NumPy's type '\(type.prefix(20))'")
    }
  }

  /// The state of a type of numbers says the order of its bytes, which is the usual one, and that of a
  /// dictionary the versions of modules; nothing else has a state.
  mutating func build() throws {
    let state = try taken()
    switch (top, nodes[state]) {
    case (.numberType?, _), (.dictionary?, .dictionary): return
    default: throw Refusal("an object with a state of its own")
    }
  }
}
