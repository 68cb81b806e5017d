internal import Notation

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
  /// - Precondition: No two have the same name.
  public init(_ landscapes: [any Landscape]) {
    landscapes.map { $0.name }.requireDistinct(as: "function")
    self.landscapes = landscapes
  }

  /// The names, in the order of lists.
  public var names: [String] { landscapes.map { $0.name } }

  /// The function with a name, or nil.
  public func landscape(_ name: String) -> (any Landscape)? {
    landscapes.first { $0.name == name }
  }
}
