// Steps that a modifier derives from its own step for its base and for itself.
extension Step {
  /// The step for some of the parameters, with the numbers of a rule that begin at `firstNumber`.
  public func restricted(to indices: [Int], firstNumber: Int) -> Step {
    var step = self
    step.parameters = indices.map { parameters[$0] }
    if !groupOfParameter.isEmpty { step.groupOfParameter = indices.map { groupOfParameter[$0] } }
    if !firstSlots.isEmpty { step.firstSlots = indices.map { firstSlots[$0] } }
    step.stateIndices = indices.map { stateIndices[$0] }
    step.blocks = Blocks(step.parameters.map(\.values.count))
    step.firstNumber += firstNumber
    return step
  }

  /// Runs `body` with a step in which all parameters except `reached` have gradients and rates of
  /// zero. Afterwards these parameters have their old values, and their history has begun.
  func withoutGradients(
    except reached: [Int], _ body: (Step) throws -> Void
  ) rethrows {
    let others = parameters.indices.filter { !reached.contains($0) }
    let values = others.map { Array(parameters[$0].values) }
    let zeros = [Scalar](repeating: 0, count: values.map(\.count).max() ?? 0)
    defer {
      for (index, values) in zip(others, values) {
        _ = parameters[index].values.update(fromContentsOf: values)
      }
    }
    try zeros.withUnsafeBufferPointer { zeros in
      var step = regrouped { index, group in
        if !reached.contains(index) { group.learningRate = 0 }
      }
      for index in others {
        let parameter = parameters[index]
        step.parameters[index] = ParameterBuffer(
          name: parameter.shape.name, sizes: parameter.shape.sizes, values: parameter.values,
          gradient: UnsafeBufferPointer(rebasing: zeros[..<parameter.values.count]))
      }
      try body(step)
    }
  }

  /// The step with the slots and numbers of a modifier, which begin after those of its `base`.
  public func beyond(_ base: Optimizer) -> Step {
    var step = self
    step.firstSlots = parameters.indices.map {
      slotIndex(base.rule.slots(of: parameters[$0].shape).count, of: $0)
    }
    step.firstNumber += base.rule.numbers.count
    return step
  }

  /// The step with `targets` in place of the parameters' values.
  ///
  /// - Precondition: each target has as many elements as its parameter.
  public func over(_ targets: [UnsafeMutableBufferPointer<Scalar>]) -> Step {
    var step = self
    step.parameters = zip(parameters, targets).map { parameter, target in
      ParameterBuffer(
        name: parameter.shape.name, sizes: parameter.shape.sizes, values: target,
        gradient: parameter.gradient)
    }
    return step
  }

  /// The step with settings that depend on the parameter as well as on its group.
  public func regrouped(
    _ change: (_ parameter: Int, inout StepSettings.Group) -> Void
  ) -> Step {
    var step = self
    (step.groups, step.groupOfParameter) = ([], [])
    var indices: [StepSettings.Group: Int] = [:]
    for index in parameters.indices {
      var group = group(of: index)
      change(index, &group)
      let position = indices[group] ?? step.groups.count
      if position == step.groups.count {
        indices[group] = position
        step.groups.append(group)
      }
      step.groupOfParameter.append(position)
    }
    // A rule may read the first group even if there are no parameters.
    if step.groups.isEmpty { step.groups = groups }
    return step
  }

  /// Runs `body` with a copy of the parameters as they are now.
  public func withCopies<Result>(_ body: (Scratch<Scalar>) throws -> Result) rethrows -> Result {
    try state.withScratch(of: parameters.map(\.values.count)) { scratch in
      // Each block is written by one thread.
      nonisolated(unsafe) let (step, copies) = (self, scratch)
      blocks.forEach(on: machine.workers) { indices in
        for block in indices.lazy.map({ step.blocks.all[$0] }) {
          let target = UnsafeMutableBufferPointer(rebasing: copies[block.parameter][block.range])
          let source = step.parameters[block.parameter].values
          _ = target.update(fromContentsOf: source[block.range])
        }
      }
      return try body(scratch)
    }
  }
}
