internal import CTorch

/// Calls libtorch's operations by name, with arguments in C's memory layout.
enum TorchCall {
  /// Calls the operation `name`, which returns one tensor; keyword-only arguments are labelled.
  static func tensor(
    of name: StaticString, _ arguments: [TorchValue],
    labelled: KeyValuePairs<String, TorchValue> = [:]
  ) throws(TorchError) -> Tensor {
    let count = arguments.count
    let handle = withArguments(count + labelled.count) { index in
      index < count ? (nil, arguments[index]) : labelled[index - count]
    } _: {
      ct_call(UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self), $0, $1)
    }
    return try Tensor(handle, "\(name)")
  }

  /// Calls the operation `name` and returns all its results.
  static func results(
    of name: String, labelled arguments: [(label: String?, value: TorchValue)]
  ) throws(TorchError) -> [Tensor] {
    let list = withArguments(arguments.count, { arguments[$0] }) { ct_call_for_all(name, $0, $1) }
    return try TensorList(list, name).tensors()
  }

  /// Passes the arguments in C's layout to `body`; they are valid while it runs.
  private static func withArguments<Result>(
    _ count: Int, _ argument: (Int) -> (label: String?, value: TorchValue),
    _ body: (UnsafePointer<ct_argument>, Int64) -> Result
  ) -> Result {
    var memory = ArgumentMemory()
    defer { memory.free() }
    return withUnsafeTemporaryAllocation(of: ct_argument.self, capacity: max(count, 1)) { buffer in
      var tensors: [Tensor] = []
      for index in 0..<count {
        let (label, value) = argument(index)
        var written = memory.write(value, keeping: &tensors)
        if let label { written.label = UnsafePointer(memory.text(label)) }
        buffer.initializeElement(at: index, to: written)
      }
      return withExtendedLifetime(tensors) {
        body(UnsafePointer(buffer.baseAddress!), Int64(count))
      }
    }
  }
}

/// The lists and strings of a call's arguments.
private struct ArgumentMemory {
  private var blocks: [UnsafeMutableRawPointer] = []

  mutating func write(_ value: TorchValue, keeping tensors: inout [Tensor]) -> ct_argument {
    var result = ct_argument()
    switch value {
    case .none: result.kind = CT_NONE
    case .tensor(let tensor):
      tensors.append(tensor)
      (result.kind, result.tensor) = (CT_TENSOR, tensor.handle)
    case .integer(let number): (result.kind, result.integer) = (CT_INTEGER, Int64(number))
    case .number(let number): (result.kind, result.number) = (CT_NUMBER, number)
    case .bool(let truth): (result.kind, result.integer) = (CT_TRUTH, truth ? 1 : 0)
    case .text(let text): (result.kind, result.text) = (CT_TEXT, UnsafePointer(self.text(text)))
    case .integers(let numbers):
      result.kind = CT_INTEGERS
      (result.integers, result.count) = (list(numbers.map(Int64.init)), Int64(numbers.count))
    case .numbers(let numbers):
      result.kind = CT_NUMBERS
      (result.numbers, result.count) = (list(numbers), Int64(numbers.count))
    case .bools(let bools):
      result.kind = CT_TRUTHS
      (result.integers, result.count) = (list(bools.map { $0 ? 1 : 0 }), Int64(bools.count))
    case .tensors(let list):
      tensors += list.compactMap { $0 }
      result.kind = CT_TENSORS
      (result.tensors, result.count) = (self.list(list.map { $0?.handle }), Int64(list.count))
    case .type(let type):
      (result.kind, result.integer) = (CT_ELEMENT_TYPE, Int64(type.code.rawValue))
    case .device(let device):
      (result.kind, result.integer) = (CT_DEVICE, Int64(device.kind.code.rawValue))
      result.count = Int64(device.index)
    }
    return result
  }

  mutating func text(_ text: String) -> UnsafeMutablePointer<CChar> {
    UnsafeMutablePointer(mutating: list(Array(text.utf8CString)))
  }

  private mutating func list<Element>(_ elements: [Element]) -> UnsafePointer<Element> {
    let block = UnsafeMutablePointer<Element>.allocate(capacity: max(elements.count, 1))
    block.initialize(from: elements, count: elements.count)
    blocks.append(UnsafeMutableRawPointer(block))
    return UnsafePointer(block)
  }

  mutating func free() {
    for block in blocks { block.deallocate() }
    blocks = []
  }
}

extension Tensor {
  /// Calls libtorch's operation `name` on this tensor and `arguments`; it returns one tensor.
  func calling(
    _ name: StaticString, _ arguments: TorchValue...,
    labelled: KeyValuePairs<String, TorchValue> = [:]
  ) throws(TorchError) -> Tensor {
    try TorchCall.tensor(of: name, [.tensor(self)] + arguments, labelled: labelled)
  }
}
