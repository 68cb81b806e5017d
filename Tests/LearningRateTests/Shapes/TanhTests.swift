import LearningRate
import Testing

@Suite struct TanhTests {
  @Test func `it follows timm up to its end`() throws {
    // timm 1.0.31: TanhLRScheduler(t_initial=10, lr_min=0.1) from 1, steps 0 to 9
    let expected = [
      0.9999992516247751, 0.999994470242858, 0.9999591419181677, 0.9996981848825801,
      0.9977746391590288, 0.9838124110341177, 0.8927173701800942, 0.5500000000000004,
      0.2072826298199057, 0.1161875889658824,
    ]
    let found = try values(.tanh(from: 1, to: 0.1), steps: 10)
    #expect(areClose(Array(found[..<10]), expected), "\(found)")
  }

  @Test func `its ends are as far off as the page says`() throws {
    let found = try values(.tanh(from: 1, to: 0), steps: 10, through: 20)
    #expect(isClose(1 - found[0], 8.315280276641321e-07, tolerance: 1e-8))  // (1 + tanh −7) / 2
    #expect(isClose(found[10], 0.0024726231566347743))  // (1 − tanh 3) / 2
    #expect(found[20] == found[10])
  }

  @Test func `other bounds and no length`() throws {
    // tanh(0) half way, whatever the slope
    #expect(try values(.tanh(from: 4, to: 0, lower: -9, upper: 9), steps: 2)[1] == 2)
    #expect(isClose(try values(.tanh(from: 1, to: 0, over: 0), steps: 1)[0], 0.0024726231566347743))
    #expect(try values(.tanh(from: 1, to: 0, lower: -1e100, upper: 1e100), steps: 2)[0] == 1)
  }
}
