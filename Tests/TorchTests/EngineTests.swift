import Foundation
import Synchronization
import Testing
import Torch

#if os(Linux)
  import Glibc
#endif

@Suite struct EngineTests {
  @Test func `the version is the one that the build is for`() {
    #expect(Engine.version.hasPrefix("2."))
  }

  @Test func `the number of threads is what it was set to`() async {
    await #expect(processExitsWith: .success) {
      Engine.threads = 3
      precondition(Engine.threads == 3)
    }
    await #expect(processExitsWith: .failure) { Engine.threads = 0 }
  }

  @Test(arguments: [1, 2, 3, 100]) func `every part of the work is done once`(count: Int) {
    let done = Mutex([Int](repeating: 0, count: count))
    Engine.perform(count) { index in done.withLock { $0[index] += 1 } }
    #expect(done.withLock { $0 } == [Int](repeating: 1, count: count))
  }

  @Test func `parts may run operations of their own`() throws {
    let sums = Mutex([Double?](repeating: nil, count: 4))
    Engine.perform(4) { index in
      let sum = try? Tensor.full([1000, 10], Double(index)).sum().item()
      sums.withLock { $0[index] = sum }
    }
    #expect(sums.withLock { $0 } == [0, 10_000, 20_000, 30_000])
  }

  private func draw() throws -> [Float] {
    try Tensor.uniform([5], in: 0..<1).floats + Tensor.normal([5]).floats
      + Linear(3, 2).weight.floats + Dropout(0.5)(.full([40], 1), for: .training).floats
  }

  @Test func `the same seed draws the same numbers`() throws {
    try Engine.seed(7)
    let first = try draw()
    let next = try draw()
    try Engine.seed(7)
    let again = try draw()
    try Engine.seed(8)
    let other = try draw()
    #expect(first == again)
    #expect(first != other)
    #expect(first != next)
  }

  @Test func `another thread's seed and numbers change nothing here`() throws {
    try Engine.seed(7)
    let undisturbed = try draw() + draw()
    try Engine.seed(7)
    let first = try draw()
    let thread = Thread {
      try? Engine.seed(8)
      _ = try? Tensor.normal([100])
    }
    thread.start()
    while !thread.isFinished { usleep(1_000) }
    #expect(try first + draw() == undisturbed)
  }

  @Test func `what draws on its own account repeats, and leaves no trace`() throws {
    try Engine.seed(7)
    let undisturbed = try draw() + draw()
    try Engine.seed(7)
    var numbers = try draw()
    let own = try Engine.drawing(from: 3) {
      // Within it a seed is its own, too.
      let first = try draw()
      try Engine.seed(9)
      return first
    }
    #expect(throws: CancellationError.self) {
      try Engine.drawing(from: 4) { throw CancellationError() }
    }
    numbers += try draw()
    #expect(numbers == undisturbed)
    #expect(try Engine.drawing(from: 3) { try draw() } == own)
    try Engine.seed(3)
    #expect(try draw() == own)
  }

  @Test func `on one thread an operation is not split, and afterwards it is again`() async {
    await #expect(processExitsWith: .success) {
      Engine.threads = 2
      let numbers = (0..<1_000_003).map { Float(($0 &* 2_654_435_761) & 0xffff) / 65536 - 0.3 }
      let tensor = try Tensor(numbers, shape: [1_000_003])
      let split = try tensor.sum().item()
      let whole = try Engine.onOneThread {
        precondition(Engine.threads == 1)
        return try tensor.sum().item()
      }
      precondition(Engine.threads == 2)
      let again = try tensor.sum().item()
      Engine.threads = 1
      let alone = try tensor.sum().item()
      precondition(again == split && alone == whole)
      precondition(split != whole, "the example must show a difference")
    }
  }

  @Test func `drawn numbers lie where they should`() throws {
    let uniform = try Tensor.uniform([10_000], in: -2..<3).floats
    #expect(uniform.allSatisfy { $0 >= -2 && $0 <= 3 })
    // The mean is 0.5; its deviation 5/√12/100 = 0.0144, of which 6 are allowed.
    #expect((uniform.reduce(0, +) / 10_000 - 0.5).magnitude < 0.09)
    let normal = try Tensor.normal([10_000], mean: 1, standardDeviation: 2).floats
    #expect((normal.reduce(0, +) / 10_000 - 1).magnitude < 0.12)  // 6·2/100
    let error = #expect(throws: TorchError.self) { try Tensor.normal([1], standardDeviation: -1) }
    #expect(error?.operation == "normal")
  }

  @Test func `gradients are off inside and back after, also after an error`() throws {
    struct Failure: Error {}
    let one = try Tensor.full([1], 1).requiringGradient()
    func records() throws -> Bool { try (one * 2).requiresGradient }
    #expect(try records())
    try Engine.withoutGradients {
      #expect(try !records())
      try Engine.withoutGradients { () throws in #expect(try !records()) }
      #expect(try !records())
      #expect(throws: Failure.self) { try Engine.withoutGradients { throw Failure() } as Void }
      #expect(try !records())
    }
    #expect(throws: Failure.self) { try Engine.withoutGradients { throw Failure() } as Void }
    #expect(try records())
  }

  #if os(Linux)
    @Test func `a hundred thousand small operations keep no memory`() async {
      await #expect(processExitsWith: .success) {
        let weight = try Tensor.full([16, 16], 0.01).requiringGradient()
        func work(_ times: Int) throws {
          for _ in 0..<times {
            let loss = try (weight * 2).reshaped([256]).matmul(.full([256], 1)).sum()
            try loss.backward()
            _ = weight.gradient
            [weight].clearGradients()
          }
        }
        func fail(_ times: Int) {
          for _ in 0..<times { #expect(throws: TorchError.self) { try weight.reshaped([7]) } }
        }
        try work(1_000)
        fail(100)
        let before = residentBytes()
        try work(15_000)  // at seven operations each
        fail(1_000)
        precondition(residentBytes() - before < 4 << 20)
      }
    }
  #endif
}

#if os(Linux)
  private func residentBytes() -> Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var (size, resident) = (0, 0)
    withUnsafeMutablePointer(to: &size) { size in
      withUnsafeMutablePointer(to: &resident) { resident in
        _ = withVaList([size, resident]) { vfscanf(file, "%ld %ld", $0) }
      }
    }
    return resident * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
#endif
