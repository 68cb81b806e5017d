// Inlinable for the same reason as the passes over whole parameters.

extension Step {
  /// Runs a pass over every parameter, row by row; `coefficients` is called with parameter and row.
  ///
  /// A parameter's rows are those of its ``ParameterShape/matrix``; a vector is one row.
  /// - Returns: the sums of each row of each parameter; empty when the pass takes none.
  @inlinable @inline(__always) @discardableResult
  public func applyByRow<S: FusedPass>(
    _: S.Type, slots: [StateKey],
    each coefficients: @Sendable (_ parameter: Int, _ row: Int) -> S.Coefficients
  ) -> [[Sums<Double>]] {
    let arrays = arrays(slots, nil)
    return applyToPieces(
      S.self, RowPieces(parameters.map(\.shape), .bands), arrays, areColumns: false,
      each: coefficients)
  }

  /// Runs a pass over every parameter, row by row, with one number per column as the first slot.
  ///
  /// `columns` has an array for each parameter. A pass that writes the slot can sum along the
  /// columns.
  /// - Returns: the sums of each row of each parameter; empty when the pass takes none.
  @inlinable @inline(__always) @discardableResult
  public func applyByRow<S: FusedPass>(
    _: S.Type, columns: [UnsafeMutableBufferPointer<Scalar>],
    each coefficients: @Sendable (_ parameter: Int, _ row: Int) -> S.Coefficients
  ) -> [[Sums<Double>]] {
    applyToPieces(
      S.self,
      RowPieces(parameters.map(\.shape), S.writes.contains(.slot(at: 0)) ? .stripes : .bands),
      arrays(columns: columns), areColumns: true, each: coefficients)
  }

  @inlinable @inline(__always)
  func applyToPieces<S: FusedPass>(
    _: S.Type, _ pieces: RowPieces, _ arrays: [PassArrays], areColumns: Bool,
    each coefficients: @Sendable (_ parameter: Int, _ row: Int) -> S.Coefficients
  ) -> [[Sums<Double>]] {
    let scale = gradientScale
    let kernel = Scalar.self == Float.self ? machine.kernels[S.self] : nil
    return withUnsafeTemporaryAllocation(
      of: Sums<Double>.self, capacity: S.sums ? pieces.sums : 0
    ) { sums in
      // Each piece is written by one thread, to its own elements.
      nonisolated(unsafe) let found = sums
      pieces.forEach(on: machine.workers) { indices in
        for index in indices {
          let piece = pieces.all[index]
          let length = pieces.lengths[piece.parameter]
          for row in piece.rows {
            let start = row * length
            let array =
              areColumns
              ? arrays[piece.parameter].row(from: start, of: Scalar.self) : arrays[piece.parameter]
            let first = areColumns ? 0 : start
            let range = first + piece.columns.lowerBound..<first + piece.columns.upperBound
            let step = coefficients(piece.parameter, row)
            let sums =
              kernel?.body(array, range, scale, step)
              ?? array.run(S.self, Scalar.Wide.self, rest: Scalar.self, range, scale, step)
            if S.sums {
              found.initializeElement(at: piece.firstSum + row - piece.rows.lowerBound, to: sums)
            }
          }
        }
      }
      guard S.sums else { return [] }
      var totals = pieces.rows.map { [Sums<Double>](repeating: .zero, count: $0) }
      for piece in pieces.all {
        for row in piece.rows {
          totals[piece.parameter][row] += sums[piece.firstSum + row - piece.rows.lowerBound]
        }
      }
      return totals
    }
  }

  /// The arrays of every parameter, with these as the only slot.
  @usableFromInline
  func arrays(columns: [UnsafeMutableBufferPointer<Scalar>]) -> [PassArrays] {
    zip(parameters, columns).map { parameter, columns in
      var arrays = PassArrays(
        values: UnsafeMutableRawPointer(parameter.values.baseAddress),
        gradient: UnsafeRawPointer(parameter.gradient.baseAddress), isCompact: false, seed: 0)
      arrays.append(UnsafeMutableRawPointer(columns.baseAddress))
      return arrays
    }
  }
}
