/// The dots of a path at its steps and its end, and the points that are not drawn.
package struct PathSteps: Sendable {
  /// Points of one kind: how many, and the step of the first.
  package struct Count: Equatable, Sendable {
    package private(set) var count = 0
    package private(set) var first = 0

    mutating func add(_ step: Int) {
      if count == 0 { first = step }
      count += 1
    }
  }

  /// The points in the view, in order, without repetitions of the same position.
  package private(set) var positions: [Trace.Position] = []
  /// The last point, if it is in the view.
  package private(set) var end: Trace.Position?
  /// Points beyond the view.
  package private(set) var outside = Count()
  /// Points with a coordinate that is not finite.
  package private(set) var notFinite = Count()

  package init(_ points: [Series.Point], x: Domain, y: Domain) {
    for (step, point) in points.enumerated() {
      end = nil
      guard let across = x.position(point.x), let up = y.position(point.y) else {
        notFinite.add(step)
        continue
      }
      guard 0...1 ~= across, 0...1 ~= up else {
        outside.add(step)
        continue
      }
      let position = Trace.Position(x: across, y: up)
      if positions.last != position { positions.append(position) }
      end = position
    }
  }

  /// The points that are at least `least` apart from the last kept one, in the given distance.
  func apart(
    by least: Double, _ distance: (Trace.Position, Trace.Position) -> Double
  ) -> [Trace.Position] {
    positions.reduce(into: []) { kept, position in
      if kept.last.map({ distance($0, position) >= least }) ?? true { kept.append(position) }
    }
  }

  /// A phrase for each kind of point that is not drawn.
  package var notes: [String] {
    [(outside, "outside the view"), (notFinite, "not finite")].filter { $0.0.count > 0 }.map {
      "\($0.0.count) \($0.1) (the first at step \($0.0.first))"
    }
  }
}
