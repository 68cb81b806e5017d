/// The common size to which pictures are brought.
package struct ImageSize: Sendable, Hashable, Codable {
  /// 1 for gray or 3 for colour.
  package let channels: Int
  /// The number of rows.
  package let height: Int
  /// The number of columns.
  package let width: Int

  /// A size.
  ///
  /// - Precondition: 1 or 3 channels, and positive sides.
  package init(channels: Int, height: Int, width: Int) {
    precondition(
      (channels == 1 || channels == 3) && height > 0 && width > 0,
      "a size must have 1 or 3 channels and positive sides; received "
        + "\(channels) × \(height) × \(width)"
    )
    self.channels = channels
    self.height = height
    self.width = width
  }

  /// The bytes of a picture.
  package var byteCount: Int { channels * height * width }

  /// The longest side for so many pictures: 96 up to 2,000 of them, 64 up to 20,000, else 32, so
  /// that a pass over all of them stays affordable on a processor.
  package static func longestSide(forCount count: Int) -> Int {
    count <= 2_000 ? 96 : count <= 20_000 ? 64 : 32
  }

  /// The size for pictures of these sizes: the median height and width, shrunk in proportion where
  /// the longer exceeds ``longestSide(forCount:)``, each at least 8; three channels if any has
  /// three.
  ///
  /// - Precondition: there is a picture.
  package static func common(to sizes: [ImageSize], count: Int) -> ImageSize {
    precondition(!sizes.isEmpty, "a common size is that of at least one picture; received none")
    let height = sizes.map(\.height).sorted()[sizes.count / 2]
    let width = sizes.map(\.width).sorted()[sizes.count / 2]
    let scale = min(1, Double(longestSide(forCount: count)) / Double(max(height, width)))
    func side(_ length: Int) -> Int { max(8, Int((Double(length) * scale).rounded())) }
    return ImageSize(
      channels: sizes.contains { $0.channels == 3 } ? 3 : 1, height: side(height),
      width: side(width))
  }
}
