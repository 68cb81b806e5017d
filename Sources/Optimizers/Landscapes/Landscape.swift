public import RealModule

/// A function of two variables, to watch the paths of optimizers.
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
  /// The source of the formula and of the minima.
  var source: String { get }
  /// The points with the least value; empty if there is no least value.
  var minima: [(x: Double, y: Double)] { get }
  /// The default start: that of the literature if there is one.
  var start: (x: Double, y: Double) { get }
  /// The part of the plane that shows the shape for which the function is known.
  var view: (x: ClosedRange<Double>, y: ClosedRange<Double>) { get }

  /// The value at a point.
  func value<Scalar: Real & BinaryFloatingPoint>(_ x: Scalar, _ y: Scalar) -> Scalar

  /// The partial derivatives at a point.
  func gradient<Scalar: Real & BinaryFloatingPoint>(
    _ x: Scalar, _ y: Scalar
  ) -> (x: Scalar, y: Scalar)
}

extension Landscape {
  /// The least value, or nil if the function has none.
  public var least: Double? { minima.first.map { value($0.x, $0.y) } }
}
