/// A stream that can only be read from its beginning, such as a large file.
///
/// ```swift
/// let lines = ExampleStream {
///   let file = try LineReader(url)
///   return { try file.next() }
/// } batch: { lines in … }
/// ```
///
/// A resumed training reads the stream again up to its step, so the stream must be the same each
/// time.
public final class ExampleStream<Example>: DataStream {
  /// Reads the next example; returns nil at the end.
  public typealias Reader = () throws -> Example?

  private let open: () throws -> Reader
  private let makeBatch: ([Example]) throws -> Batch
  private var reader: Reader?
  /// The examples from index ``start`` on that have been read and may be requested again.
  private var examples: [Example] = []
  private var start = 0
  private var step: Int?
  private var stepStart = 0

  /// Creates a stream of the examples of the reader that `open` returns, from the first one on.
  ///
  /// - Parameter batch: makes a batch of examples.
  public init(
    _ open: @escaping () throws -> Reader, batch: @escaping ([Example]) throws -> Batch
  ) {
    (self.open, makeBatch) = (open, batch)
  }

  /// The examples at `indices`.
  ///
  /// - Throws: `TrainingError` if the stream ends before them, or the reader's error.
  public func batch(_ indices: ArraySlice<Int64>) throws -> Batch {
    step = nil
    return try makeBatch(try read(indices))
  }

  /// The examples at `indices`. Earlier examples of the same step are kept, since the step may
  /// request them again.
  public func batch(_ indices: ArraySlice<Int64>, at step: Int, seed: UInt64) throws -> Batch {
    let isSameStep = step == self.step
    self.step = step
    return try makeBatch(try read(indices, isSameStep: isSameStep))
  }

  private func read(_ indices: ArraySlice<Int64>, isSameStep: Bool = false) throws -> [Example] {
    guard let first = indices.min().map({ Int($0) }), let last = indices.max().map({ Int($0) })
    else { return [] }
    stepStart = isSameStep ? min(stepStart, first) : first
    if reader == nil || first < start { (reader, examples, start) = (try open(), [], 0) }
    let passed = min(max(stepStart - start, 0), examples.count)
    examples.removeFirst(passed)
    start += passed
    while start + examples.count <= last {
      guard let example = try next() else {
        throw TrainingError(
          "a stream must have the examples \(first) ..< \(last + 1) that a step asks for; it ended "
            + "after \(start + examples.count)")
      }
      // The examples before the step have been dropped and are not kept.
      if start + examples.count < stepStart { start += 1 } else { examples.append(example) }
    }
    return indices.map { examples[Int($0) - start] }
  }

  private func next() throws -> Example? {
    do { return try reader?() } catch {
      // The reader's position is now unknown.
      reader = nil
      throw error
    }
  }
}
