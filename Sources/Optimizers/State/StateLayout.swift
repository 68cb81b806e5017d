/// A slot: an array of numbers that a rule remembers of one parameter.
public struct Slot: Hashable, Sendable, Codable {
  /// The name in checkpoints, such as `momentum`.
  public let name: String
  /// The sizes; nil for those of the parameter itself, element by element.
  public let sizes: [Int]?
  /// The value of every number before the first step.
  public let initial: Double
  /// Whether it is stored in full precision even if other slots are brain floats.
  public private(set) var isExact: Bool

  /// One number per element of the parameter.
  public init(_ name: String, initial: Double = 0, isExact: Bool = false) {
    (self.name, sizes, self.initial, self.isExact) = (name, nil, initial, isExact)
  }

  /// Numbers of other sizes, such as one for each row; always in full precision.
  public init(_ name: String, sizes: [Int], initial: Double = 0) {
    (self.name, self.sizes, self.initial, isExact) = (name, sizes, initial, true)
  }

  /// One number per element of the parameter.
  public init(_ key: StateKey, initial: Double = 0, isExact: Bool = false) {
    self.init(key.name, initial: initial, isExact: isExact)
  }

  /// Numbers of other sizes, such as one for each row; always in full precision.
  public init(_ key: StateKey, sizes: [Int], initial: Double = 0) {
    self.init(key.name, sizes: sizes, initial: initial)
  }

  /// The same slot, always in full precision.
  public var exact: Slot {
    var slot = self
    slot.isExact = true
    return slot
  }
}

/// A number that a rule remembers of all parameters together, such as an estimated distance.
public struct StateNumber: Hashable, Sendable, Codable {
  /// The name in checkpoints.
  public let name: String
  /// The value before the first step.
  public let initial: Double

  /// A number.
  public init(_ name: String, initial: Double = 0) { (self.name, self.initial) = (name, initial) }

  /// A number.
  public init(_ key: StateKey, initial: Double = 0) { self.init(key.name, initial: initial) }
}

/// The layout of an optimizer's history: the slots of each parameter, and the numbers of all
/// together.
public struct StateLayout: Hashable, Sendable, Codable {
  /// The parameters, in their order.
  public let parameters: [ParameterShape]
  /// The slots of each parameter.
  public let slots: [[Slot]]
  /// The numbers of all together.
  public let numbers: [StateNumber]
  /// Whether slots of one number per element are stored as brain floats, two bytes each.
  public let isCompact: Bool

  /// The layout of the history of `rule` for `parameters`.
  public init(_ rule: any UpdateRule, _ parameters: [ParameterShape]) {
    self.parameters = parameters
    slots = parameters.map(rule.slots)
    numbers = rule.numbers
    isCompact = rule.isCompact
  }

  /// Whether `slot` is stored as brain floats. Slots with sizes of their own never are.
  public func isCompact(_ slot: Slot) -> Bool { isCompact && !slot.isExact }

  /// The bytes that slots take for each element of the parameters, on average.
  public var bytesPerElement: Double {
    let elements = parameters.reduce(0) { $0 + $1.count }
    let bytes = zip(parameters, slots).reduce(0) { sum, pair in
      pair.1.reduce(sum) {
        $0 + ($1.sizes?.reduce(1, *) ?? pair.0.count) * (isCompact($1) ? 2 : 4)
      }
    }
    return elements == 0 ? 0 : Double(bytes) / Double(elements)
  }
}

extension StateLayout {
  /// Checks a layout that was read from a file.
  ///
  /// - Throws: ``OptimizerError`` when the slots do not match the parameters, or sizes are negative
  ///   or too large.
  func check() throws {
    guard slots.count == parameters.count else {
      throw OptimizerError(
        "the state's slots", "of \(parameters.count) parameters", received: "\(slots.count)")
    }
    for sizes in parameters.map(\.sizes) + slots.flatMap({ $0.compactMap(\.sizes) }) {
      var total = 1
      for size in sizes {
        let (product, overflow) = total.multipliedReportingOverflow(by: size)
        guard size >= 0, !overflow, product < 1 << 48 else {
          throw OptimizerError("the state's sizes", "those of a tensor", received: "\(sizes)")
        }
        total = product
      }
    }
  }
}
