extension BytePairVocabulary: Codable {
  /// Reads the merges, which are written as a list of pairs of tokens.
  ///
  /// - Throws: `DecodingError` when a merge is not of two tokens that the ones before it make.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    self.init()
    for (index, pair) in try container.decode([[Int32]].self).enumerated() {
      guard pair.count == 2, pair.allSatisfy({ (0..<Int32(count)).contains($0) }) else {
        throw DecodingError.dataCorruptedError(
          in: container,
          debugDescription: "merge \(index) must be of two tokens in 0..<\(count); received \(pair)"
        )
      }
      _ = add(Merge(left: pair[0], right: pair[1]))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(merges.map { [$0.left, $0.right] })
  }
}
