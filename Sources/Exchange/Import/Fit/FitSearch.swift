internal import LearningRate
internal import RealModule

/// The search for a model's numbers: least squares by Levenberg's and Marquardt's method, and then
/// the roundest numbers that are as near.
///
/// Source: Marquardt, *An Algorithm for Least-Squares Estimation of Nonlinear Parameters*, 1963.
struct FitSearch {
  let model: FitModel
  let points: FitPoints

  /// The numbers with the least squared differences, nil if the model does not fit the run at all.
  func nearest(from start: [Double], fixed: Set<Int> = [], rounds: Int = 30) -> [Double]? {
    var values = start
    guard var residuals = points.residuals(of: model.schedule(values)) else { return nil }
    // so many numbers are levels, which were read off the points, or were fitted part by part
    guard start.count <= 10 else { return values }
    var sum = residuals.reduce(0) { $0 + $1 * $1 }
    let free = values.indices.filter { !fixed.contains($0) }
    var damping = 1e-3
    let enough = 1e-22 * Double(residuals.count)
    for _ in 0..<rounds where sum > enough && !free.isEmpty {
      let columns = free.map { slope(at: values, of: $0, residuals) }
      var isBetter = false
      for _ in 0..<6 {
        let step = Self.step(columns, residuals, damping)
        var next = values
        for (place, index) in free.enumerated() { next[index] -= step[place] }
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

  /// The roundest numbers at which the largest difference is not larger than at `values`.
  func rounded(_ values: [Double]) -> [Double] {
    var values = values
    let limit = max(points.deviation(of: model.schedule(values)) * 1.001, points.noise)
    var fixed: Set<Int> = []
    let order = values.indices.sorted {
      (model.parameters[$0] == .length ? 0 : 1, $0) < (model.parameters[$1] == .length ? 0 : 1, $1)
    }
    for index in order {
      fixed.insert(index)
      for candidate in Self.rounder(values[index]) {
        var next = values
        next[index] = candidate
        if points.deviation(of: model.schedule(next)) > limit {
          guard let found = nearest(from: next, fixed: fixed, rounds: 6),
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

  /// Numbers near `value`, the roundest first: with one to seven digits, and the nearest whole one.
  static func rounder(_ value: Double) -> [Double] {
    guard value != 0, value.isFinite else { return [0] }
    let exponent = Double.log10(value.magnitude).rounded(.down)
    var found: [Double] = value.magnitude < 1e-3 ? [0] : []
    for digits in 1...7 {
      let power = exponent - Double(digits) + 1
      let rounded =
        power < 0
        ? (value * Double.pow(10, -power)).rounded() / Double.pow(10, -power)
        : (value / Double.pow(10, power)).rounded() * Double.pow(10, power)
      if !found.contains(rounded) { found.append(rounded) }
    }
    return found
  }

  /// How the differences change with a number.
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
      // a point that comes to lie on the other side of a jump says nothing
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
