/// The name and the sizes of a parameter. They decide how a rule treats it and which slots it has.
public struct ParameterShape: Hashable, Sendable, Codable {
  /// The dotted name, such as `body.layers.0.weight`.
  public let name: String
  /// The sizes of its dimensions; none for a single number.
  public let sizes: [Int]

  /// A parameter of this name with these sizes.
  public init(_ name: String, _ sizes: [Int]) { (self.name, self.sizes) = (name, sizes) }

  /// The number of elements.
  public var count: Int { sizes.reduce(1, *) }

  /// Rows and columns of the parameter as a matrix, the first dimension × all others; nil if it has
  /// fewer than two dimensions.
  public var matrix: (rows: Int, columns: Int)? {
    guard sizes.count >= 2, let rows = sizes.first else { return nil }
    return (rows, sizes.dropFirst().reduce(1, *))
  }
}
