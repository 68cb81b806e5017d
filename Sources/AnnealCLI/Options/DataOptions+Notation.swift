package import Notation

extension DataOptions {
  /// The arguments of a data's notation that these options say.
  ///
  /// - Throws: `CommandError` that names an option which cannot be read.
  package func arguments() throws -> [NotationArgument] {
    var arguments: [NotationArgument] = []
    func add(_ label: String, _ value: NotationExpression?) {
      if let value { arguments.append(NotationArgument(label, value)) }
    }
    add("target", target?.notation)
    if classify { add("purpose", NotationExpression(.name("classify"))) }
    if regress { add("purpose", NotationExpression(.name("regress"))) }
    if !column.isEmpty {
      add("columns", NotationExpression(.dictionary(try column.map(Self.columnKind))))
    }
    if !drop.isEmpty { add("drop", drop.notation) }
    let fraction = heldOut.flatMap(OptionValue.number(ofFraction:))
    add("heldOut", fraction?.notation ?? heldOut?.notation)
    add("splitBy", splitBy?.notation)
    add("model", try model.map(Self.model))
    add(
      "weights",
      weights.map { path in
        let only = weightsOnly.map { [NotationArgument("only", $0.notation)] } ?? []
        return only.isEmpty
          ? path.notation : .call("weights", [NotationArgument(nil, path.notation)] + only)
      })
    add("encoding", encoding.map { NotationExpression(.name($0)) })
    if classWeights { add("classWeights", true.notation) }
    return arguments
  }

  private static func columnKind(_ text: String) throws -> NotationEntry {
    // A column's name may hold '=', a kind does not.
    guard let sign = text.lastIndex(of: "="), sign != text.startIndex else {
      throw CommandError.usage(
        "--column must be a column's name, '=' and what it is, such as zip=category; received "
          + "'\(text)'")
    }
    let kind = String(text[text.index(after: sign)...])
    return NotationEntry(
      String(text[..<sign]).notation,
      NotationExpression(.name(kind == "yes/no" ? "yesNo" : kind)))
  }

  private static func model(_ text: String) throws -> NotationExpression {
    do { return try NotationExpression(parsing: text) } catch let error as NotationError {
      throw CommandError.usage("--model '\(text)': \(error.summary)")
    }
  }
}
