extension TrainingRun: AsyncSequence {
  /// Returns an iterator over the events.
  public func makeAsyncIterator() -> Iterator { Iterator(training: self) }

  /// The events of a training.
  public struct Iterator: AsyncIteratorProtocol {
    let training: TrainingRun

    /// The next event, computed on the caller's executor.
    public mutating func next(
      isolation actor: isolated (any Actor)?
    ) async throws -> TrainingEvent? {
      try training.next()
    }

    /// The next event.
    public mutating func next() async throws -> TrainingEvent? { try training.next() }
  }
}
