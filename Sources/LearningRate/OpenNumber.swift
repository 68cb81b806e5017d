import Notation

/// A number that is open stands in a notation as one so small that nobody writes it.
enum OpenNumber {
  private static let unit = 1e-290

  static func text(_ index: Int) -> String { "\(index + 1)e-290" }

  static func index(_ value: Double) -> Int? {
    value > 0 && value < 1e6 * unit ? Int((value / unit).rounded()) - 1 : nil
  }

  static func isIn(_ expression: NotationExpression) -> Bool {
    switch expression.kind {
    case .number(let literal): index(literal.value) != nil
    case .range(let lower, let upper, _): index(lower) != nil || index(upper) != nil
    case .list(let list): list.contains(where: isIn)
    case .dictionary(let entries): entries.contains { isIn($0.key) || isIn($0.value) }
    case .call(let call):
      call.arguments.contains { isIn($0.value) } || call.receiver.map(isIn) ?? false
    case .bool, .string, .name: false
    }
  }

  /// The expression with the numbers in their places.
  static func filled(_ expression: NotationExpression, _ values: [ScheduleTemplate.Value])
    -> NotationExpression
  {
    func kind() -> NotationExpression.Kind {
      switch expression.kind {
      case .number(let literal):
        return index(literal.value).map { values[$0].notation.kind } ?? expression.kind
      case .range(let lower, let upper, let isClosed):
        let bounds = [lower, upper].map { bound in
          guard let index = index(bound), case .number(let number) = values[index] else {
            return bound
          }
          return number
        }
        return .range(lower: bounds[0], upper: bounds[1], isClosed: isClosed)
      case .list(let list): return .list(list.map { filled($0, values) })
      case .dictionary(let entries):
        return .dictionary(
          entries.map { NotationEntry(filled($0.key, values), filled($0.value, values)) })
      case .call(let call):
        return .call(
          NotationCall(
            call.name, call.arguments.map { $0.with(filled($0.value, values)) },
            on: call.receiver, nameAt: call.namePlace))
      case .bool, .string, .name: return expression.kind
      }
    }
    return NotationExpression(kind(), at: expression.place)
  }
}
