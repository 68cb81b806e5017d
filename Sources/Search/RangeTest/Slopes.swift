/// Numerical slopes, operation by operation as numpy and libtorch compute them.
enum Slopes {
  /// The slopes of values at equal distances of 1: half of the difference of the neighbours, and at the
  /// ends the difference.
  ///
  /// Source: numpy 2.4.6, `numpy.gradient`.
  ///
  /// - Precondition: two values or more.
  static func overSteps<Value: BinaryFloatingPoint>(_ values: [Value]) -> [Value] {
    let last = values.count - 1
    return values.indices.map { place in
      place == 0
        ? values[1] - values[0]
        : place == last
          ? values[last] - values[last - 1] : (values[place + 1] - values[place - 1]) / 2
    }
  }

  /// The slopes of values at `places`, of second order between the ends:
  ///
  /// ```
  /// −d₂/(d₁·(d₁+d₂)) · yᵢ₋₁ + (d₂−d₁)/(d₁·d₂) · yᵢ + d₁/(d₂·(d₁+d₂)) · yᵢ₊₁
  /// ```
  ///
  /// where d₁ and d₂ are the distances to the neighbours; at the ends, the slope to the neighbour.
  ///
  /// Source: libtorch 2.13.0, `torch.gradient`.
  ///
  /// - Precondition: two values or more.
  static func overUnevenPlaces(_ values: [Float], _ places: [Float]) -> [Float] {
    let distances = zip(places.dropFirst(), places).map { $0 - $1 }
    let last = values.count - 1
    return values.indices.map { place in
      if place == 0 { return (values[1] - values[0]) / distances[0] }
      if place == last { return (values[last] - values[last - 1]) / distances[last - 1] }
      let (before, after) = (distances[place - 1], distances[place])
      let a = -after / (before * (before + after))
      let b = (after - before) / (before * after)
      let c = before / (after * (before + after))
      return a * values[place - 1] + b * values[place] + c * values[place + 1]
    }
  }
}

extension Array where Element: BinaryFloatingPoint {
  /// The place of the first NaN, otherwise of the lowest value, the first of equals: `argmin` of numpy
  /// and libtorch.
  ///
  /// - Precondition: it is not empty.
  var firstLeast: Int {
    if let place = firstIndex(where: \.isNaN) { return place }
    return indices.reduce(0) { self[$1] < self[$0] ? $1 : $0 }
  }
}
