// Everything here is inlinable, so that a rule of another module is specialized there: over
// unspecialized generics the pass would be a hundred times slower.

extension ElementwiseRule {
  /// One step over float32 parameters, eight elements at a time.
  @inlinable
  public func step(
    _ parameters: [ParameterBuffer<Float>], _ state: OptimizerState<Float>, learningRate: Double,
    gradientScale: Double, threads: Int
  ) {
    pass(
      SIMD8<Float>.self, rest: Float.self, parameters, state, learningRate, gradientScale, threads)
  }

  /// One step over float64 parameters, one element at a time.
  @inlinable
  public func step(
    _ parameters: [ParameterBuffer<Double>], _ state: OptimizerState<Double>, learningRate: Double,
    gradientScale: Double, threads: Int
  ) {
    pass(Double.self, rest: Double.self, parameters, state, learningRate, gradientScale, threads)
  }

  /// One pass over memory: each element of parameter, gradient and slots is read once and written
  /// once. The answer does not depend on the number of threads.
  @inlinable @inline(__always)
  func pass<Wide: StoredLanes, Rest: StoredLanes>(
    _: Wide.Type, rest: Rest.Type, _ parameters: [ParameterBuffer<Wide.Scalar>],
    _ state: OptimizerState<Wide.Scalar>, _ learningRate: Double, _ gradientScale: Double,
    _ threads: Int
  ) where Rest.Scalar == Wide.Scalar {
    precondition(learningRate.isFinite, "learningRate must be finite; received \(learningRate)")
    precondition(gradientScale.isFinite, "gradientScale must be finite; received \(gradientScale)")
    let arrays = state.nextStep(of: parameters, slots: slots)
    let coefficients = coefficients(learningRate: learningRate, count: state.count)
    let slotCount = slots.count
    forEachPiece(of: arrays.map(\.count), threads: threads) { index, range in
      arrays[index].update(
        Self.self, Wide.self, rest: Rest.self, range, slotCount, gradientScale, coefficients)
    }
  }
}

extension OptimizerState {
  /// Counts a step, and answers the arrays that it goes over.
  ///
  /// - Precondition: made for these parameters and slots.
  @usableFromInline
  func nextStep(
    of parameters: [ParameterBuffer<Scalar>], slots: [String]
  ) -> [ParameterArrays<Scalar>] {
    precondition(slots.count <= 3, "a rule has at most 3 slots; received \(slots)")
    precondition(slots == self.slots, "the state's slots are \(self.slots); received \(slots)")
    precondition(
      parameters.count == names.count,
      "the state is for \(names.count) parameters; received \(parameters.count)")
    let arrays = parameters.enumerated().map { index, parameter in
      precondition(
        parameter.name == names[index] && parameter.values.count == counts[index],
        """
        the state is for \(counts[index]) elements of '\(names[index])'; \
        received \(parameter.values.count) of '\(parameter.name)'
        """)
      func slot(_ slot: Int) -> UnsafeMutablePointer<Scalar>? {
        slot < slots.count ? self.slot(slot, of: index).baseAddress : nil
      }
      return ParameterArrays(
        values: parameter.values.baseAddress, gradient: parameter.gradient.baseAddress,
        first: slot(0), second: slot(1), third: slot(2), count: parameter.values.count)
    }
    count += 1
    return arrays
  }
}
