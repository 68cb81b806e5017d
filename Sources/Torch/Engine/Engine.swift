internal import CTorch

/// What is set once for the whole process.
public enum Engine {
  /// The version of the libtorch that this was compiled against.
  public static var version: String { String(cString: ct_version()) }

  /// The number of threads that one operation on the processor may use.
  ///
  /// Sums are split by thread, so a run repeats bit for bit only under the same number.
  /// - Precondition: at least 1.
  public static var threads: Int {
    get { Int(ct_threads()) }
    set {
      precondition(newValue >= 1, "threads must be at least 1; received \(newValue)")
      ct_set_threads(Int32(newValue))
    }
  }

  /// Keeps large blocks in the process instead of handing them back to the system every step, and asks
  /// for them in large pages, unless the environment's `THP_MEM_ALLOC_ENABLE` says otherwise.
  ///
  /// Training allocates the same blocks each step; with glibc's defaults the page faults take up
  /// to a third of a convolutional step. For the whole process, so a program decides, not a library; to
  /// be called before the first tensor is made.
  public static func tuneAllocator() { ct_configure_allocator() }

  /// Seeds what this thread draws on the processor, and what all threads draw on other devices.
  ///
  /// A thread has a generator of its own, so trainings on several threads repeat exactly.
  ///
  /// - Throws: `TorchError` when a device refuses.
  public static func seed(_ seed: UInt64) throws(TorchError) {
    try check(ct_seed(seed), "seed")
  }

  /// Runs `body` with a generator of its own, seeded with `seed`, for what it draws on the processor; what
  /// is drawn on this thread afterwards is as if nothing had been.
  ///
  /// - Throws: what `body` throws, or `TorchError` for want of memory.
  public static func drawing<Result>(
    from seed: UInt64, _ body: () throws -> Result
  ) throws -> Result {
    try check(ct_push_generator(seed), "drawing")
    defer { ct_pop_generator() }
    return try body()
  }

  /// Runs `body` on this thread alone: no operation in it is split, whatever ``threads`` says.
  package static func onOneThread<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let before = ct_set_own_threads(1)
    defer { _ = ct_set_own_threads(before) }
    return try body()
  }

  /// Runs `body` with matrix products, convolutions and attention on `device` in `type`, which has fewer
  /// digits and takes less time where the device is made for it; weights and sums stay as they are.
  ///
  /// - Parameter type: `bfloat16`, or `float16` on devices other than the processor.
  public static func mixedPrecision<Result, Failure: Error>(
    _ type: ScalarType = .bfloat16, on device: Device = .cpu, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let before = ct_set_mixed_precision(device.kind.code, true, type.code)
    defer { _ = ct_set_mixed_precision(device.kind.code, before, type.code) }
    return try body()
  }

  /// Runs `body` without recording operations for gradients, on this thread.
  public static func withoutGradients<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let before = ct_set_gradients_enabled(false)
    defer { _ = ct_set_gradients_enabled(before) }
    return try body()
  }
}
