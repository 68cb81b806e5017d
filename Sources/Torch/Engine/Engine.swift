internal import CTorch

/// Settings of libtorch for the whole process.
public enum Engine {
  /// The version of libtorch that this module was compiled against.
  public static var version: String { String(cString: ct_version()) }

  /// The number of CPU threads that one operation may use.
  ///
  /// Sums are split by thread, so a run repeats bit for bit only with the same number of threads.
  /// - Precondition: at least 1.
  public static var threads: Int {
    get { Int(ct_threads()) }
    set {
      precondition(newValue >= 1, "threads must be at least 1; received \(newValue)")
      ct_set_threads(Int32(newValue))
    }
  }

  /// Keeps large blocks of memory in the process instead of returning them to the system at each
  /// step, and requests large pages unless the environment variable `THP_MEM_ALLOC_ENABLE` forbids
  /// them.
  ///
  /// Training allocates the same blocks at each step; with glibc's defaults, page faults take up to
  /// a third of a convolutional step. The setting affects the whole process, so a program makes it,
  /// not a library; call it before the first tensor is created.
  public static func tuneAllocator() { ct_configure_allocator() }

  /// Seeds the random numbers of this thread on the CPU, and of all threads on other devices.
  ///
  /// Each thread has its own generator, so trainings on several threads repeat exactly.
  ///
  /// - Throws: `TorchError` when a device refuses.
  public static func seed(_ seed: UInt64) throws(TorchError) {
    try check(ct_seed(seed), "seed")
  }

  /// Runs `body` with a separate CPU generator, seeded with `seed`; this thread's own generator is
  /// not advanced.
  ///
  /// - Throws: the error of `body`, or `TorchError` when out of memory.
  public static func drawing<Result>(
    from seed: UInt64, _ body: () throws -> Result
  ) throws -> Result {
    try check(ct_push_generator(seed), "drawing")
    defer { ct_pop_generator() }
    return try body()
  }

  /// Runs `body`, whose operations use the generator that all threads share, with this generator for
  /// itself, seeded by the thread's own; so concurrent trainings repeat exactly.
  static func drawingFromShared<Result>(
    _ body: () throws(TorchError) -> Result
  ) throws(TorchError) -> Result {
    try check(ct_begin_shared_draws(), "drawing")
    defer { ct_end_shared_draws() }
    return try body()
  }

  /// Runs `body` on this thread alone: no operation in it uses several threads, whatever
  /// ``threads`` is.
  package static func onOneThread<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let before = ct_set_own_threads(1)
    defer { _ = ct_set_own_threads(before) }
    return try body()
  }

  /// Runs `body` with the matrix products, convolutions and attention on `device` computed in
  /// `type`, which is less precise and faster where the device supports it; weights and sums keep
  /// their type.
  ///
  /// - Parameter type: `bfloat16`, or `float16` on devices other than the CPU.
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
