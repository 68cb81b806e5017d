import LearningRate
import Testing

/// Values of the packages that the rules are from, printed by `scripts/controller_reference.py`.
@Suite struct ControllerReferenceTests {
  @Test(arguments: ControllerReference.plateau)
  func `plateau is PyTorch's at every measurement`(expected: ControllerCase) throws {
    #expect(factors(try Controller(expected.notation), expected.measurements) == expected.factors)
  }

  @Test(arguments: ControllerReference.greedy)
  func `greedy is GreedyLR's at every measurement`(expected: ControllerCase) throws {
    #expect(factors(try Controller(expected.notation), expected.measurements) == expected.factors)
  }

  @Test(arguments: ControllerReference.slopeTest)
  func `slopeTest cuts where dlib's count of steps does`(expected: ControllerCase) throws {
    #expect(factors(try Controller(expected.notation), expected.measurements) == expected.factors)
  }

  @Test func `the recorded runs cut, raise, reach bounds and start over`() {
    let cuts = ControllerReference.plateau.filter { Set($0.factors).count > 2 }
    #expect(cuts.count > 20)
    let raises = ControllerReference.greedy.filter { $0.factors.contains { $0 > 1 } }
    #expect(raises.count > 10)
    #expect(
      ControllerReference.greedy.contains {
        zip($0.factors, $0.factors.dropFirst()).contains {
          $0 < 0.5 && $1 == 1
        }
      })
  }
}
