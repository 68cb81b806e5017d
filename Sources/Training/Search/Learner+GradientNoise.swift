package import Search
internal import Torch

extension Learner {
  /// The gradients of the next `count` batches at the present weights, and how much they differ; nil if an
  /// epoch has fewer than two batches.
  ///
  /// The batches are those of the next steps, with their dropout, at most as many as an epoch has: repeated
  /// examples would hide the noise. Nothing changes; a snapshot and up to four sums of gradients are kept
  /// meanwhile.
  ///
  /// - Throws: `TrainingError` if a loss or a gradient is not finite, or there are several updaters.
  /// - Precondition: at least two batches.
  package func gradientNoise(batches most: Int = 32) throws -> GradientNoise? {
    precondition(most > 1, "gradient noise needs at least two batches; received \(most)")
    let count = min(most, stepsPerEpoch ?? most)
    guard count > 1 else { return nil }
    guard updaters.count == 1 else {
      throw TrainingError(
        "the gradient noise of a training is that of one updater; received \(updaters.count)")
    }
    let start = try snapshot()
    let before = reduceGradients
    let result = Result { () throws -> GradientNoise in
      defer { reduceGradients = before }
      let parts = min(4, count)
      var squares = [[Double]](repeating: [], count: parts)
      var sums = [[Tensor]](repeating: [], count: parts)
      for index in 0..<count {
        var square: Double?
        reduceGradients = { gradients in
          try before?(gradients)
          let part = index % parts
          square = try Engine.withoutGradients { try Self.product(gradients, gradients) }
          sums[part] =
            try sums[part].isEmpty
            ? gradients.map { try $0.copied() } : zip(sums[part], gradients).map { try $0 + $1 }
        }
        let report = try advance(learningRate: 0)
        guard let square, square.isFinite, report.updated else {
          throw TrainingError(
            "the gradients of batch \(index) must be finite; its loss is \(report.loss)")
        }
        squares[index % parts].append(square)
      }
      return GradientNoise(
        batchSize: batchSize, squares: squares,
        products: try sums.map { one in try sums.map { try Self.product(one, $0) } })
    }
    try restore(start)
    return try result.get()
  }

  private static func product(_ left: [Tensor], _ right: [Tensor]) throws -> Double {
    try zip(left, right).reduce(0) { try $0 + ($1.0 * $1.1).sum().item() }
  }
}
