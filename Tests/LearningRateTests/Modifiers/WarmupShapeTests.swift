import LearningRate
import Testing

@Suite struct WarmupShapeTests {
  // the share at u = t/4: (1 − cos πu)/2, (10^u − 1)/9, √u, ln(1 + t)/ln 4, u³, by Python 3.11
  @Test(arguments: [
    (WarmupShape.linear, [0, 0.25, 0.5, 0.75]),
    (.cosine, [0, 0.14644660940672627, 0.5, 0.8535533905932737]),
    (.exponential, [0, 0.08647549000432475, 0.24025307335204216, 0.5137125835448324]),
    (.constant, [0, 0, 0, 0]),
    (.squareRoot, [0, 0.5, 0.7071067811865476, 0.8660254037844386]),
    (.logarithmic, [0, 0.5, 0.7924812503605781, 1]), (.power(3), [0, 0.015625, 0.125, 0.421875]),
  ])
  func `each goes from its start to the peak`(shape: WarmupShape, shares: [Double]) throws {
    let found = try values(.constant(1).warmup(4, from: 0, shape: shape), steps: 6)
    #expect(areClose(found, shares + [1, 1, 1], tolerance: 1e-12), "\(found)")
    let raised = try values(.constant(5).warmup(4, from: 3, shape: shape), steps: 6)
    #expect(areClose(raised, (shares + [1, 1, 1]).map { 3 + 2 * $0 }, tolerance: 1e-12))
    #expect(found[4] == 1 && raised[0] == 3)
  }

  @Test func `a constant one is PyTorch's ConstantLR`() throws {
    // PyTorch 2.13.0: ConstantLR(factor=0.25, total_iters=3)
    let found = try values(.constant(1).warmup(3, from: 0.25, shape: .constant), steps: 5)
    #expect(found == [0.25, 0.25, 0.25, 1, 1, 1])
  }

  @Test func `without a start it wastes no update, whatever the shape`() throws {
    // √(1/4), √(2/4), √(3/4)
    let found = try values(.constant(1).warmup(3, shape: .squareRoot), steps: 4)
    #expect(areClose(found, [0.5, 0.5.squareRoot(), 0.75.squareRoot(), 1, 1]))
  }

  // DeepSpeed's WarmupLR(warmup_max_lr=1, warmup_num_steps=w) at steps 0, 1 and 2, from its formula:
  // ln(t + 1) / ln w, and w is 2 at least
  @Test(arguments: [
    (100.0, [0.0, 0.15051499783199063, 0.23856062735983122]), (2.0, [0.0, 1, 1]),
    (1.0, [0.0, 1, 1]),
  ])
  func `a logarithmic one is DeepSpeed's`(length: Double, shares: [Double]) throws {
    let schedule = Schedule.constant(1).warmup(.steps(length), from: 0, shape: .logarithmic)
    #expect(areClose(Array(try values(schedule, steps: 200).prefix(3)), shares, tolerance: 1e-12))
  }

  @Test func `a shape reads back, and another word or power is refused`() throws {
    let schedule = Schedule.constant(1).warmup(9, from: 0, shape: .power(2.5))
    #expect(schedule.description == "constant(1).warmup(9, from: 0, shape: power(2.5))")
    #expect(try Schedule(schedule.description) == schedule)
    for shape in ["power(0)", "power(-1)", "logarithm", "power"] {
      #expect(throws: (any Error).self) { try Schedule("constant(1).warmup(9, shape: \(shape))") }
    }
  }
}
