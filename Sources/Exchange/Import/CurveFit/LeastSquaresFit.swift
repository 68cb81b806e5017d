/// The fit of a model's parameters to points: nonlinear least squares by the Levenberg–Marquardt
/// method, and then round numbers that fit as well.
///
/// Source: Marquardt, *An Algorithm for Least-Squares Estimation of Nonlinear Parameters*, 1963.
package struct LeastSquaresFit {
  let model: CurveModel
  let points: RatePoints

  /// The fit of a model to points.
  package init(model: CurveModel, points: RatePoints) {
    (self.model, self.points) = (model, points)
  }

  /// The values with the least sum of squared differences; nil if the model does not fit in the
  /// run.
  ///
  /// - Parameters:
  ///   - start: the values to start from.
  ///   - fixed: the indices of the values that stay as they are.
  ///   - rounds: the most iterations.
  package func values(from start: [Double], fixed: Set<Int> = [], rounds: Int = 30) -> [Double]? {
    var values = start
    guard var residuals = points.residuals(of: model.schedule(values)) else { return nil }
    // a model with so many parameters has levels read off the points, or parts that were fitted
    // before
    guard start.count <= 10 else { return values }
    var sum = residuals.reduce(0) { $0 + $1 * $1 }
    let free = values.indices.filter { !fixed.contains($0) }
    var damping = 1e-3
    let negligible = 1e-22 * Double(residuals.count)
    for _ in 0..<rounds where sum > negligible && !free.isEmpty {
      let columns = free.map { slope(at: values, of: $0, residuals) }
      var isBetter = false
      for _ in 0..<6 {
        let step = Self.step(columns, residuals, damping)
        var next = values
        for (column, index) in free.enumerated() { next[index] -= step[column] }
        if let found = points.residuals(of: model.schedule(next)) {
          let foundSum = found.reduce(0) { $0 + $1 * $1 }
          if foundSum < sum {
            isBetter = foundSum < sum * (1 - 1e-6)
            (values, residuals, sum) = (next, found, foundSum)
            damping = max(damping / 5, 1e-12)
            break
          }
        }
        damping *= 6
      }
      guard isBetter else { break }
    }
    return values
  }

  /// Values with few digits at which the largest difference is not larger than at `values`.
  package func rounded(_ values: [Double]) -> [Double] {
    var values = values
    let limit = max(points.deviation(of: model.schedule(values)) * 1.001, points.noise)
    var fixed: Set<Int> = []
    let order = values.indices.sorted {
      (model.parameters[$0] == .length ? 0 : 1, $0) < (model.parameters[$1] == .length ? 0 : 1, $1)
    }
    for index in order {
      fixed.insert(index)
      for candidate in RoundNumbers.near(values[index]) {
        var next = values
        next[index] = candidate
        if points.deviation(of: model.schedule(next)) > limit {
          guard let found = self.values(from: next, fixed: fixed, rounds: 6),
            points.deviation(of: model.schedule(found)) <= limit
          else { continue }
          next = found
        }
        values = next
        break
      }
    }
    return values
  }

  /// The derivative of the differences by one parameter.
  private func slope(at values: [Double], of index: Int, _ residuals: [Double]) -> [Double] {
    let value = values[index]
    let size =
      switch model.parameters[index] {
      case .rate: max(value.magnitude, 1e-3 * points.scale) * 1e-6
      case .length: max(value.magnitude, 1) * 1e-5
      case .factor: max(value.magnitude, 1e-3) * 1e-6
      }
    var least = Double.infinity
    var slope = residuals.map { _ in 0.0 }
    for change in [size, -size] where least > 0.1 {
      var next = values
      next[index] += change
      guard let found = points.residuals(of: model.schedule(next)) else { continue }
      let changes = zip(found, residuals).map { $0 - $1 }
      // a point that changes to the other side of a jump gives no derivative: take the smaller
      // change
      let largest = changes.reduce(0) { max($0, $1.magnitude) }
      guard largest < least else { continue }
      (least, slope) = (largest, changes.map { $0 / change })
    }
    return slope
  }

  /// Solves `(JᵀJ + damping · diag(JᵀJ)) · step = Jᵀr`.
  private static func step(
    _ columns: [[Double]], _ residuals: [Double], _ damping: Double
  ) -> [Double] {
    func product(_ a: [Double], _ b: [Double]) -> Double {
      zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let count = columns.count
    var rows = columns.map { column in columns.map { product(column, $0) } }
    var right = columns.map { product($0, residuals) }
    for index in 0..<count { rows[index][index] = rows[index][index] * (1 + damping) + 1e-300 }
    for pivot in 0..<count {
      let best = (pivot..<count).max { rows[$0][pivot].magnitude < rows[$1][pivot].magnitude }
      rows.swapAt(pivot, best ?? pivot)
      right.swapAt(pivot, best ?? pivot)
      for row in (pivot + 1)..<max(count, pivot + 1) {
        let factor = rows[row][pivot] / rows[pivot][pivot]
        for column in pivot..<count { rows[row][column] -= factor * rows[pivot][column] }
        right[row] -= factor * right[pivot]
      }
    }
    for pivot in (0..<count).reversed() {
      for column in (pivot + 1)..<max(count, pivot + 1) {
        right[pivot] -= rows[pivot][column] * right[column]
      }
      right[pivot] /= rows[pivot][pivot]
    }
    return right
  }
}
