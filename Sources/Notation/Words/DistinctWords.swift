extension [String] {
  /// Stops the program if a catalogue has a word twice. The message names the word, in an optimized
  /// program too.
  ///
  /// - Parameter role: what a word of the catalogue is, such as `optimizer`.
  package func requireDistinct(as role: String) {
    var seen: Set<String> = []
    for word in self where !seen.insert(word).inserted {
      // not a precondition, which says nothing in an optimized program
      fatalError("the words of a catalogue must differ; received the \(role) '\(word)' twice")
    }
  }
}
