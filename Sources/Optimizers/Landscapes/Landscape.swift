public import RealModule

/// A function of two variables on which optimizers are watched.
///
/// ```swift
/// let rosenbrock = try #require(LandscapeCatalogue.standard.landscape("rosenbrock"))
/// rosenbrock.value(1.0, 1.0)         // 0
/// rosenbrock.gradient(Float(0), 0)   // (x: -2, y: 0)
/// ```
///
/// Formula and gradient are written once for every precision: in `Float` each operation is rounded
/// to `Float`, as it is for a model in that precision. The gradient is the analytic one.
public protocol Landscape: Sendable {
  /// The word for it, such as `goldsteinPrice`.
  var name: String { get }
  /// The formula, for people.
  var formula: String { get }
  /// Where the formula and the places of the minima come from.
  var source: String { get }
  /// The places of the least value; none if the function has no least value.
  var minima: [(x: Double, y: Double)] { get }
  /// Where to start if nobody says: the literature's start where there is one.
  var start: (x: Double, y: Double) { get }
  /// The part of the plane that shows what the function is known for.
  var view: (x: ClosedRange<Double>, y: ClosedRange<Double>) { get }

  /// The value at a place.
  func value<Scalar: Real & BinaryFloatingPoint>(_ x: Scalar, _ y: Scalar) -> Scalar

  /// The partial derivatives at a place.
  func gradient<Scalar: Real & BinaryFloatingPoint>(
    _ x: Scalar, _ y: Scalar
  ) -> (x: Scalar, y: Scalar)
}

extension Landscape {
  /// The least value, or nil if the function has none.
  public var least: Double? { minima.first.map { value($0.x, $0.y) } }
}
