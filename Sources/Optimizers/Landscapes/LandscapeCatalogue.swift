/// The functions of two variables that a command knows by name.
public struct LandscapeCatalogue: Sendable {
  /// The functions, in the order of lists.
  public let landscapes: [any Landscape]

  /// The classics: first those with one minimum, from the easy to the hard, then those with many.
  public static let standard = LandscapeCatalogue([
    Quadratic(), Booth(), Matyas(), Rosenbrock(), Beale(), Saddle(), Himmelblau(), SixHumpCamel(),
    StyblinskiTang(), GoldsteinPrice(), Levy(), Rastrigin(), Ackley(),
  ])

  /// A catalogue of these functions.
  ///
  /// - Precondition: no two have one name.
  public init(_ landscapes: [any Landscape]) {
    let names = landscapes.map { $0.name }
    precondition(
      Set(names).count == names.count,
      "names must differ; received \(names.joined(separator: ", "))")
    self.landscapes = landscapes
  }

  /// The names, in the order of lists.
  public var names: [String] { landscapes.map { $0.name } }

  /// The function with a name, or nil.
  public func landscape(_ name: String) -> (any Landscape)? {
    landscapes.first { $0.name == name }
  }
}
