/// The sets of patterns that a name can fit all at once, each with a shortest name that fits just these.
///
/// The patterns are read side by side, as automata: a state is where each of them can be after the same
/// characters, and every state that can be reached is looked at once.
package struct PatternMeetings {
  /// The places of the patterns of each set, in rising order, and its name.
  package let sets: [(places: [Int], name: String)]

  /// More states than this are not looked at: dozens of patterns with a `*` on both sides have millions.
  private static let limit = 5_000

  /// The sets of `patterns`, the empty one first; nil if there are too many to look at.
  package init?(_ patterns: [NamePattern]) {
    let automata = patterns.map { PatternAutomaton($0) }
    let alphabet = Self.alphabet(of: patterns)
    var found: [[Int]: String] = [:]
    var seen: Set<State> = []
    var queue = [(state: State(automata), name: "")]
    var next = 0
    while next < queue.count {
      let (state, name) = queue[next]
      next += 1
      for scalar in alphabet {
        let reached = state.after(scalar, automata)
        guard seen.insert(reached).inserted else { continue }
        guard seen.count <= Self.limit else { return nil }
        let longer = name + String(scalar)
        queue.append((reached, longer))
        let places = automata.indices.filter { automata[$0].accepts(reached.positions[$0]) }
        if found[places] == nil { found[places] = longer }
      }
    }
    sets = found.map { (places: $0.key, name: $0.value) }.sorted { a, b in
      (a.places.count, a.places.map(Self.digits).joined())
        < (b.places.count, b.places.map(Self.digits).joined())
    }
  }

  /// A number in as many digits as every other, so that texts are in the numbers' order.
  private static func digits(_ number: Int) -> String {
    String(repeating: "0", count: max(0, 3 - String(number).count)) + String(number)
  }

  /// The characters that the patterns tell apart: their own, a digit, and one that none of them has.
  private static func alphabet(of patterns: [NamePattern]) -> [Unicode.Scalar] {
    let own = Set(patterns.flatMap { $0.text.unicodeScalars }).subtracting(["*", "#"])
    let letters = (0..<26).compactMap { Unicode.Scalar(UInt32(97 + $0)) }
    let others = [letters.first { !own.contains($0) } ?? "_", "0"].filter { !own.contains($0) }
    return others + own.sorted()
  }

  /// Where each pattern can be after the characters of a name.
  private struct State: Hashable {
    var positions: [Set<PatternAutomaton.Position>]
    /// Whether the last character was a digit, after which no whole number begins.
    var isAfterDigit: Bool

    init(_ automata: [PatternAutomaton]) {
      positions = automata.map { $0.closed([.before(0)]) }
      isAfterDigit = false
    }

    func after(_ scalar: Unicode.Scalar, _ automata: [PatternAutomaton]) -> State {
      var state = self
      for index in automata.indices {
        state.positions[index] = automata[index].after(
          scalar, from: positions[index], isAfterDigit: isAfterDigit)
      }
      state.isAfterDigit = PatternAutomaton.isDigit(scalar)
      return state
    }
  }
}

/// A ``NamePattern`` as an automaton over characters.
private struct PatternAutomaton {
  /// Before a character of the pattern, or within the number that stands for its `#`.
  enum Position: Hashable { case before(Int), within(Int) }

  private let pattern: [Unicode.Scalar]

  init(_ pattern: NamePattern) { self.pattern = Array(pattern.text.unicodeScalars) }

  static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  /// A `*` may stand for nothing.
  func closed(_ positions: Set<Position>) -> Set<Position> {
    var all = positions
    for case .before(var place) in positions {
      while place < pattern.count, pattern[place] == "*" {
        place += 1
        all.insert(.before(place))
      }
    }
    return all
  }

  func after(
    _ scalar: Unicode.Scalar, from positions: Set<Position>, isAfterDigit: Bool
  ) -> Set<Position> {
    let isDigit = Self.isDigit(scalar)
    var reached: Set<Position> = []
    for position in positions {
      switch position {
      case .within(let place):
        if isDigit {
          reached.insert(position)
        } else {
          reached.formUnion(
            after(scalar, from: closed([.before(place + 1)]), isAfterDigit: true))
        }
      case .before(let place) where place < pattern.count:
        switch pattern[place] {
        case "*": reached.insert(position)
        case "#": if isDigit, !isAfterDigit { reached.insert(.within(place)) }
        case scalar: reached.insert(.before(place + 1))
        default: break
        }
      case .before: break
      }
    }
    return closed(reached)
  }

  func accepts(_ positions: Set<Position>) -> Bool {
    positions.contains { position in
      switch position {
      case .before(let place): place == pattern.count
      case .within(let place): closed([.before(place + 1)]).contains(.before(pattern.count))
      }
    }
  }
}
