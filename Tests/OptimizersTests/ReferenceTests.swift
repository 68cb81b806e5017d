import Foundation
import Notation
import Optimizers
import Testing

/// Every rule against other packages' and against slow twins of the papers' formulas.
@Suite struct ReferenceTests {
  static let cases = ReferenceFile.all.flatMap(\.cases)

  @Test(arguments: cases)
  func `100 steps in float64 go where the reference's go`(reference: ReferenceCase) throws {
    var trial = try Trial<Double>(reference)
    let found = try trial.run { try $0.step($1, $2, $3) }
    expect(found.values, reference.float64, reference, within: reference.tolerance64)
    #expect(reference.early64.count == 4)
    for (step, expected) in reference.early64 {
      let early = try #require(found.early[step])
      expect(early, expected, within: reference.tolerance64, "step \(step)")
    }
    if let expected = reference.extra64?["evaluation"] {
      expect(found.evaluation, expected, reference, within: reference.tolerance64)
    }
    for (name, expected) in reference.numbers ?? [:] {
      guard let number = found.numbers[name] else { continue }
      let allowed = 10 * reference.tolerance64 * expected.magnitude
      #expect((number - expected).magnitude <= allowed, "\(name)")
    }
  }

  @Test(arguments: cases.filter { $0.float32 != nil })
  func `100 steps in float32 end where the reference's end`(reference: ReferenceCase) throws {
    var trial = try Trial<Float>(reference)
    let found = try trial.run { try $0.step($1, $2, $3) }
    let (expected, tolerance) = try (
      #require(reference.float32), #require(reference.tolerance32)
    )
    expect(found.values, expected, reference, within: tolerance)
  }

  @Test func `every word of the catalogue has a reference for each of its labels`() {
    let catalogue = OptimizerCatalogue.standard
    for rule in catalogue.rules { expectLabels(of: rule) }
    for modifier in catalogue.modifiers { expectLabels(of: modifier) }
  }

  private func expectLabels(of rule: (some UpdateRule).Type) {
    // These do no arithmetic of their own: their tests compare them with what they put together.
    guard !["using", "decayingMatrices", "independentDecay", "compact"].contains(rule.word.name)
    else {
      return
    }
    let notations =
      ReferenceFile.all.first { $0.word == rule.word.name }?.cases.map(\.notation) ?? []
    #expect(!notations.isEmpty, "\(rule.word.name)")
    // No package has it; its test works it out by hand.
    for hyperparameter in rule.hyperparameters.list where hyperparameter.name != "multiplicative" {
      #expect(
        notations.contains { $0.contains("\(hyperparameter.name): ") },
        "\(rule.word.name) \(hyperparameter.name)")
    }
  }

  /// The last number of a run with the long tensor is a sum of a thousand.
  private func expect(
    _ found: [Double], _ expected: [Double], _ reference: ReferenceCase, within tolerance: Double
  ) {
    guard reference.tensors?.contains(8) != false else {
      return expect(found, expected, within: tolerance, "at the end")
    }
    expect(found.dropLast(), expected.dropLast(), within: tolerance, "at the end")
    guard let sum = found.last, let expectedSum = expected.last else { return }
    let largest = expected.dropLast().map(\.magnitude).max() ?? 0
    #expect((sum - expectedSum).magnitude <= 1000 * tolerance * largest, "sum")
  }

  /// Relative to the largest parameter.
  private func expect(
    _ found: some Collection<Double>, _ expected: some Collection<Double>, within tolerance: Double,
    _ place: String
  ) {
    #expect(found.count == expected.count)
    let largest = expected.map(\.magnitude).max() ?? 0
    let gaps = zip(found, expected).map { ($0 - $1).magnitude / largest }
    #expect(gaps.allSatisfy { $0 <= tolerance }, "\(place): \(gaps.max() ?? .nan)")
  }
}
