// Inlinable, so that a rule of another module is specialized there: unspecialized generics would be
// a hundred times slower.

extension Step {
  /// Runs a pass over every parameter, with one set of coefficients for each group.
  ///
  /// - Parameters:
  ///   - slots: the slots of the parameters that are the pass's memory, in its order.
  ///   - coefficients: as many as ``groups``.
  /// - Returns: the sums of each parameter; empty when the pass takes none.
  @inlinable @inline(__always) @discardableResult
  public func apply<S: FusedPass>(
    _: S.Type, slots: [StateKey], group coefficients: [S.Coefficients]
  ) -> [Sums<Double>] {
    let groups = groupOfParameter
    return apply(S.self, slots: slots) { coefficients[groups.isEmpty ? 0 : groups[$0]] }
  }

  /// Runs a pass over every parameter, with the same coefficients for all.
  @inlinable @inline(__always) @discardableResult
  public func apply<S: FusedPass>(
    _: S.Type, slots: [StateKey], _ coefficients: S.Coefficients
  ) -> [Sums<Double>] {
    apply(S.self, slots: slots) { _ in coefficients }
  }

  /// Runs a pass over every parameter; `coefficients` is called with the parameter's index.
  ///
  /// The memory of the pass is these slots, followed by the scratch if there is one. The keys that
  /// the pass itself uses count within this memory: a pass over some of a rule's slots has its own
  /// keys.
  @inlinable @inline(__always) @discardableResult
  public func apply<S: FusedPass>(
    _: S.Type, slots: [StateKey], beside scratch: Scratch<Scalar>? = nil,
    each coefficients: @Sendable (_ parameter: Int) -> S.Coefficients
  ) -> [Sums<Double>] {
    let (arrays, blocks, scale) = (arrays(slots, scratch), blocks, gradientScale)
    let kernel = Scalar.self == Float.self ? machine.kernels[S.self] : nil
    return withUnsafeTemporaryAllocation(
      of: Sums<Double>.self, capacity: S.sums ? blocks.all.count : 0
    ) { sums in
      // Each block is written by one thread, to its own element.
      nonisolated(unsafe) let found = sums
      blocks.forEach(on: machine.workers) { indices in
        for index in indices {
          let block = blocks.all[index]
          let array = arrays[block.parameter]
          let step = coefficients(block.parameter)
          let sums =
            kernel?.body(array, block.range, scale, step)
            ?? array.run(
              S.self, Scalar.Wide.self, rest: Scalar.self, block.range, scale, step)
          if S.sums { found.initializeElement(at: index, to: sums) }
        }
      }
      guard S.sums else { return [] }
      var totals = [Sums<Double>](repeating: .zero, count: parameters.count)
      for (index, block) in blocks.all.enumerated() { totals[block.parameter] += sums[index] }
      return totals
    }
  }

  /// The arrays of every parameter, with these slots and the scratch as memory.
  @usableFromInline
  func arrays(_ slots: [StateKey], _ scratch: Scratch<Scalar>?) -> [PassArrays] {
    let seed = UInt32(truncatingIfNeeded: state.count) &* 0x9e37_79b9
    return parameters.indices.map { index in
      let parameter = parameters[index]
      let slots = slots.map { slotIndex($0.index, of: index) }
      let isCompact = slots.first.map { state.isCompact($0, of: stateIndices[index]) } ?? false
      precondition(
        slots.allSatisfy { state.isCompact($0, of: stateIndices[index]) == isCompact }
          && (scratch == nil || !isCompact),
        "the slots of a pass must be all brain floats or all in full precision")
      var arrays = PassArrays(
        values: UnsafeMutableRawPointer(parameter.values.baseAddress),
        gradient: UnsafeRawPointer(parameter.gradient.baseAddress), isCompact: isCompact,
        seed: seed &+ UInt32(truncatingIfNeeded: stateIndices[index]) &* 0x85eb_ca6b)
      for slot in slots { arrays.append(state.start(of: slot, of: stateIndices[index])) }
      if let scratch { arrays.append(scratch.start(of: index)) }
      return arrays
    }
  }
}
