internal import LearningRate

extension FormulaText {
  /// The text of a part, in brackets where it is weaker than its place.
  func text(_ part: Formula, _ least: Int = 0) -> String {
    guard let (text, strength) = texts[ObjectIdentifier(part)] else { return "" }
    return strength < least ? "(\(text))" : text
  }

  /// A name for what `text` computes, the same for the same text.
  mutating func name(_ text: String) -> String {
    if let name = names[text] { return name }
    let name = "x\(names.count + 1)"
    names[text] = name
    statements.append(
      dialect.language == .swift ? "let \(name): Double = \(text)" : "\(name) = \(text)")
    return name
  }

  /// A name for a list of numbers.
  mutating func listName(_ values: [Double]) -> String {
    if let name = listNames[values] { return name }
    let number = "\(listNames.count + 1)\(suffix)"
    let name = dialect.language == .swift ? "numbers\(number)" : "NUMBERS_\(number)"
    listNames[values] = name
    lists.append(dialect.list(name, values))
    return name
  }

  /// `⌊time / period⌋`.
  func periods(_ time: Formula, _ period: Double) -> (String, Int) {
    if dialect.language == .python, period.rounded() == period, time.isWhole {
      // in brackets, since it must not take part in a product from the left
      return (period == 1 ? text(time, 3) : "(\(text(time, 3)) // \(dialect.number(period)))", 3)
    }
    if period == 1, time.isWhole { return (text(time, 3), 3) }
    let slack =
      dialect.isArray
      ? Formula.slack(of: period, in: Float.self) : Formula.slack(of: period, in: Double.self)
    let share = "\(text(time, 2)) / \(dialect.number(period)) + \(dialect.number(slack))"
    return (dialect.call(.floor, share), 3)
  }
}
