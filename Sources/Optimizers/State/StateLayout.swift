/// Something that a rule remembers of one parameter.
public struct Slot: Hashable, Sendable, Codable {
  /// The name, under which a checkpoint keeps it, such as `momentum`.
  public let name: String
  /// The sizes; nil for those of the parameter itself, element by element.
  public let sizes: [Int]?
  /// What every number of it is before the first step.
  public let initial: Double
  /// Whether it is kept in full where the rest is kept in brain floats.
  public private(set) var isExact: Bool

  /// One number per element of the parameter.
  public init(_ name: String, initial: Double = 0, isExact: Bool = false) {
    (self.name, sizes, self.initial, self.isExact) = (name, nil, initial, isExact)
  }

  /// Numbers of other sizes, such as one for each row; always kept in full.
  public init(_ name: String, sizes: [Int], initial: Double = 0) {
    (self.name, self.sizes, self.initial, isExact) = (name, sizes, initial, true)
  }

  /// The same, always kept in full.
  public var exact: Slot {
    var slot = self
    slot.isExact = true
    return slot
  }
}

/// A number that a rule remembers of all parameters together, such as an estimated distance.
public struct StateNumber: Hashable, Sendable, Codable {
  /// The name, under which a checkpoint keeps it.
  public let name: String
  /// What it is before the first step.
  public let initial: Double

  /// A number.
  public init(_ name: String, initial: Double = 0) { (self.name, self.initial) = (name, initial) }
}

/// What an optimizer remembers of a model: slots of each parameter, and numbers of all together.
public struct StateLayout: Hashable, Sendable, Codable {
  /// The parameters, in their order.
  public let parameters: [ParameterShape]
  /// The slots of each parameter.
  public let slots: [[Slot]]
  /// The numbers of all together.
  public let numbers: [StateNumber]
  /// Whether what is remembered per element is kept in brain floats, two bytes each.
  public let isCompact: Bool

  /// What `rule` remembers of `parameters`.
  public init(_ rule: any UpdateRule, _ parameters: [ParameterShape]) {
    self.parameters = parameters
    slots = parameters.map(rule.slots)
    numbers = rule.numbers
    isCompact = rule.isCompact
  }

  /// Whether `slot` is kept in brain floats; those of other sizes than the parameter's never are.
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
  /// Checks what a stored layout may get wrong.
  ///
  /// - Throws: ``OptimizerError`` for slots of no parameter, or sizes that no memory has.
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
