// Inlinable, so that a rule of another module is specialized there: over unspecialized generics a
// sweep would be a hundred times slower.

extension Step {
  /// Goes over every parameter once, with coefficients that a group's parameters share.
  ///
  /// - Parameters:
  ///   - slots: which of the parameters' slots the sweep's memory is.
  ///   - coefficients: as many as ``groups``.
  /// - Returns: the sums by parameter; empty when the sweep takes none.
  @inlinable @inline(__always) @discardableResult
  public func sweep<S: Sweep>(
    _: S.Type, slots: Range<Int>, group coefficients: [S.Coefficients]
  ) -> [Sums<Double>] {
    let groups = groupOfParameter
    return sweep(S.self, slots: Array(slots)) { coefficients[groups.isEmpty ? 0 : groups[$0]] }
  }

  /// Goes over every parameter once, with these coefficients for all.
  @inlinable @inline(__always) @discardableResult
  public func sweep<S: Sweep>(
    _: S.Type, slots: [Int], _ coefficients: S.Coefficients
  ) -> [Sums<Double>] {
    sweep(S.self, slots: slots) { _ in coefficients }
  }

  /// Goes over every parameter once; `coefficients` is asked by the parameter's index.
  ///
  /// The sweep's memory is these slots and then, where it is given, the scratch.
  @inlinable @inline(__always) @discardableResult
  public func sweep<S: Sweep>(
    _: S.Type, slots: [Int], beside scratch: Scratch<Scalar>? = nil,
    each coefficients: @Sendable (_ parameter: Int) -> S.Coefficients
  ) -> [Sums<Double>] {
    let (arrays, blocks, scale) = (arrays(slots, scratch), blocks, gradientScale)
    let kernel = Scalar.self == Float.self ? machine.kernels[S.self] : nil
    return withUnsafeTemporaryAllocation(
      of: Sums<Double>.self, capacity: S.sums ? blocks.all.count : 0
    ) { sums in
      // Every block is one thread's, and writes its own place.
      nonisolated(unsafe) let found = sums
      blocks.forEach(threads: machine.threads) { indices in
        for index in indices {
          let block = blocks.all[index]
          let array = arrays[block.parameter]
          let step = coefficients(block.parameter)
          let sums =
            kernel?.body(array, block.range, scale, step)
            ?? array.sweep(
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
  func arrays(_ slots: [Int], _ scratch: Scratch<Scalar>?) -> [SweepArrays] {
    let seed = UInt32(truncatingIfNeeded: state.count) &* 0x9e37_79b9
    return parameters.indices.map { index in
      let parameter = parameters[index]
      let slots = slots.map { place(of: $0, of: index) }
      let isCompact = slots.first.map { state.isCompact($0, of: places[index]) } ?? false
      precondition(
        slots.allSatisfy { state.isCompact($0, of: places[index]) == isCompact }
          && (scratch == nil || !isCompact),
        "a sweep's memory must be all in brain floats or all in full")
      var arrays = SweepArrays(
        values: UnsafeMutableRawPointer(parameter.values.baseAddress),
        gradient: UnsafeRawPointer(parameter.gradient.baseAddress), isCompact: isCompact,
        seed: seed &+ UInt32(truncatingIfNeeded: places[index]) &* 0x85eb_ca6b)
      for slot in slots { arrays.append(state.start(of: slot, of: places[index])) }
      if let scratch { arrays.append(scratch.start(of: index)) }
      return arrays
    }
  }
}
