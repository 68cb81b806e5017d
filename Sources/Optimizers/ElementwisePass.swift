// Everything here is inlinable, so that a rule of another module is specialized there: over
// unspecialized generics the pass would be a hundred times slower.

extension ElementwiseRule {
  /// One step over float32 parameters, eight elements at a time.
  @inlinable
  public func step(
    _ parameters: [ParameterBuffer<Float>], _ state: OptimizerState<Float>, _ settings: StepSettings
  ) {
    pass(SIMD8<Float>.self, rest: Float.self, parameters, state, settings)
  }

  /// One step over float64 parameters, one element at a time.
  @inlinable
  public func step(
    _ parameters: [ParameterBuffer<Double>], _ state: OptimizerState<Double>,
    _ settings: StepSettings
  ) {
    pass(Double.self, rest: Double.self, parameters, state, settings)
  }

  /// One pass over memory: each element of parameter, gradient and slots is read once and written
  /// once. The answer does not depend on the number of threads.
  @inlinable @inline(__always)
  func pass<Wide: StoredLanes, Rest: StoredLanes>(
    _: Wide.Type, rest: Rest.Type, _ parameters: [ParameterBuffer<Wide.Scalar>],
    _ state: OptimizerState<Wide.Scalar>, _ settings: StepSettings
  ) where Rest.Scalar == Wide.Scalar {
    settings.check(for: parameters.count)
    let arrays = state.nextStep(of: parameters, slots: slots)
    let coefficients = settings.groups.map { group in
      setting(group.hyperparameters)
        .coefficients(learningRate: group.learningRate, count: state.count)
    }
    let groups = settings.groupOfParameter
    let slotCount = slots.count
    forEachPiece(of: arrays.map(\.count), threads: settings.threads) { index, range in
      arrays[index].update(
        Self.self, Wide.self, rest: Rest.self, range, slotCount, settings.gradientScale,
        coefficients[groups.isEmpty ? 0 : groups[index]])
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
