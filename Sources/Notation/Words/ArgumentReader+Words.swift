extension ArgumentReader {
  /// The entry whose word is called.
  ///
  /// - Parameters:
  ///   - role: what an error calls such a word, such as `shape`.
  ///   - name: the word of an entry.
  ///   - misplaced: the error for a word that is known but not allowed here.
  /// - Throws: ``NotationError`` for an unknown word, with the nearest known word or a list of all.
  public func entry<Entry>(
    _ role: String, in entries: [Entry], named name: (Entry) -> String,
    unless misplaced: String? = nil
  ) throws -> Entry {
    if let entry = entries.first(where: { name($0) == self.name }) { return entry }
    if let misplaced { throw NotationError(misplaced, at: namePlace) }
    let names = entries.map(name)
    let nearest = nearestName(to: self.name, among: names)
    throw NotationError(
      "unknown \(role) '\(self.name.excerpt)'", at: namePlace,
      expected: nearest == nil ? names.listed : nil, suggestion: nearest)
  }

  /// The message for a call that follows a dot and must not.
  package var standsAlone: String {
    "'\(name.excerpt)' stands alone: write it without a dot before it"
  }

  /// Checks that the call follows no dot.
  ///
  /// - Throws: ``NotationError`` if it follows one.
  public func checkStandsAlone() throws {
    guard receiver != nil else { return }
    throw NotationError(standsAlone, at: namePlace)
  }

  /// Throws `fault`, if there is one, as an error at the argument of its parameter; where that was
  /// left out, at the first argument that the fault speaks of.
  public func check(_ fault: (any ParameterError)?) throws {
    guard let fault else { return }
    let text = "\(fault.parameter) \(fault.requirement)"
    let labels = text.split { !($0.isLetter || $0.isNumber) }.map(String.init)
    throw error(
      for: fault.parameter, fault.requirement, received: fault.received,
      at: place(ofAny: [fault.parameter] + labels))
  }
}
