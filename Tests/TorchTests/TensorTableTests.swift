import Testing
import Torch

/// Functions of tensors beside PyTorch: output and gradients.
@Suite struct TensorTableTests {
  private typealias Function = @Sendable ([Tensor]) throws -> Tensor

  private static func x() throws -> Tensor { try pattern([2, 3, 4], 7, 3) }
  private static func y() throws -> Tensor { try pattern([3, 4], 5, 1) }
  private static func positive() throws -> Tensor { try x().magnitude() + 0.5 }
  private static func small() throws -> Tensor { try x() / 2 }
  /// Without two equal elements.
  private static func apart() throws -> Tensor {
    try x() + Tensor.arange(0..<24, type: .float32).reshaped([2, 3, 4]) / 64
  }
  private static func mask() throws -> Tensor { try y() .> 0 }
  private static func places() throws -> Tensor {
    try Tensor([0, 2, 1, 1, 2, 0, 0, 1] as [Int64], shape: [2, 1, 4])
  }
  private static func logits() throws -> Tensor { try pattern([4, 3], 5, 2) }
  private static func classes() throws -> Tensor {
    try Tensor([1, 0, 2, 1] as [Int64], shape: [4])
  }
  private static func weights() throws -> Tensor { try Tensor([0.5, 1, 2] as [Float], shape: [3]) }
  private static func truth() throws -> Tensor {
    try (pattern([4, 3], 3, 1) .> 0).converted(to: .float32)
  }

  private static let rows: [(String, @Sendable () throws -> [Tensor], Function)] = [
    ("addScalar", { [try x()] }, { try 2 + $0[0] }),
    ("subtractScalar", { [try x()] }, { try $0[0] - 2 }),
    ("subtractFrom", { [try x()] }, { try 2 - $0[0] }),
    ("divideScalar", { [try x()] }, { try $0[0] / 4 }),
    ("divideInto", { [try positive()] }, { try 3 / $0[0] }),
    ("negative", { [try x()] }, { try -$0[0] }),
    ("remainder", { [try apart()] }, { try $0[0].remainder(dividingBy: 0.75) }),
    ("power", { [try positive()] }, { try $0[0].power(2.5) }),
    ("magnitude", { [try apart()] }, { try $0[0].magnitude() }),
    ("squared", { [try x()] }, { try $0[0].squared() }),
    ("reciprocal", { [try positive()] }, { try $0[0].reciprocal() }),
    ("rsqrt", { [try positive()] }, { try $0[0].reciprocalSquareRoot() }),
    ("exp", { [try x()] }, { try $0[0].exp() }),
    ("expm1", { [try x()] }, { try $0[0].expMinusOne() }),
    ("log", { [try positive()] }, { try $0[0].log() }),
    ("log1p", { [try positive()] }, { try $0[0].logOfOnePlus() }),
    ("log2", { [try positive()] }, { try $0[0].log2() }),
    ("log10", { [try positive()] }, { try $0[0].log10() }),
    ("sin", { [try x()] }, { try $0[0].sin() }), ("cos", { [try x()] }, { try $0[0].cos() }),
    ("tan", { [try small()] }, { try $0[0].tan() }),
    ("asin", { [try small()] }, { try $0[0].asin() }),
    ("acos", { [try small()] }, { try $0[0].acos() }),
    ("atan", { [try x()] }, { try $0[0].atan() }), ("sinh", { [try x()] }, { try $0[0].sinh() }),
    ("cosh", { [try x()] }, { try $0[0].cosh() }), ("erf", { [try x()] }, { try $0[0].erf() }),
    ("clamped", { [try apart()] }, { try $0[0].clamped(to: -0.6...0.9) }),
    ("elu", { [try apart()] }, { try $0[0].elu() }),
    ("logSigmoid", { [try x()] }, { try $0[0].logSigmoid() }),
    ("softplus", { [try x()] }, { try $0[0].softplus() }),
    ("softmax", { [try x()] }, { try $0[0].softmax(along: 1) }),
    ("logSoftmax", { [try x()] }, { try $0[0].logSoftmax() }),
    ("sumAlong", { [try x()] }, { try $0[0].sum(along: 0, 2) }),
    ("meanKept", { [try x()] }, { try $0[0].mean(along: 1, keepingDimensions: true) }),
    ("maxAlong", { [try apart()] }, { try $0[0].max(along: 1, 2) }),
    ("minAlong", { [try apart()] }, { try $0[0].min(along: 0) }),
    ("product", { [try positive()] }, { try $0[0].product(along: 2) }),
    ("norm", { [try x()] }, { try $0[0].norm() }),
    ("normAlong", { [try x()] }, { try $0[0].norm(along: 1) }),
    ("logSumExp", { [try x()] }, { try $0[0].logSumExp(along: 1) }),
    ("variance", { [try x()] }, { try $0[0].variance() }),
    ("varianceAlong", { [try x()] }, { try $0[0].variance(along: 2, correction: 0) }),
    ("deviation", { [try x()] }, { try $0[0].standardDeviation(along: 1) }),
    ("cumulativeSum", { [try x()] }, { try $0[0].cumulativeSum(along: 1) }),
    ("cumulativeProduct", { [try positive()] }, { try $0[0].cumulativeProduct(along: 2) }),
    ("transposed", { [try x()] }, { try $0[0].transposed(0, 1) }),
    ("flipped", { [try x()] }, { try $0[0].flipped(along: 2) }),
    ("rolled", { [try x()] }, { try $0[0].rolled(by: 1, along: 2) }),
    ("padded", { [try x()] }, { try $0[0].padded([1, 2], with: 0.5) }),
    ("lowerTriangle", { [try x()] }, { try $0[0].lowerTriangle() }),
    ("upperTriangle", { [try x()] }, { try $0[0].upperTriangle(1) }),
    ("repeated", { [try x()] }, { try $0[0].repeated([2, 1, 1]) }),
    ("gathering", { [try x()] }, { try $0[0].gathering(places(), along: 1) }),
    ("filling", { [try x()] }, { try $0[0].filling(2, where: mask()) }),
    ("sorted", { [try apart()] }, { try $0[0].sorted(along: 2).values }),
    ("top", { [try apart()] }, { try $0[0].topK(2).values }),
    ("subscript", { [try x()] }, { try $0[0][1, .all, 1..<3] }),
    ("subscriptStep", { [try x()] }, { try $0[0][.rest, .every(2)] }),
    (
      "crossEntropyWeighted", { [try logits()] },
      {
        try $0[0].crossEntropy(
          with: classes(), weights: weights(), ignoring: 0, smoothing: 0.1)
      }
    ),
    (
      "crossEntropySum", { [try logits()] },
      { try $0[0].crossEntropy(with: classes(), reduction: .sum) }
    ),
    (
      "binaryCrossEntropy", { [try logits()] },
      { try $0[0].binaryCrossEntropyWithLogits(with: truth(), positiveWeights: weights()) }
    ),
    ("huber", { [try logits()] }, { try $0[0].huberLoss(to: truth(), delta: 0.75) }),
    ("absolute", { [try logits() + 0.01] }, { try $0[0].absoluteError(to: truth()) }),
    ("maximum", { [try apart(), try y() + 0.01] }, { try .maximum($0[0], $0[1]) }),
    ("powerOf", { [try positive(), try y()] }, { try $0[0].power($0[1]) }),
    ("choose", { [try x(), try y()] }, { try .choose($0[0], $0[1], where: mask()) }),
    (
      "scatterAdding", { [try x(), try pattern([2, 1, 4], 3, 2)] },
      { try $0[0].scatterAdding($0[1], to: places(), along: 1) }
    ),
    ("matmul", { [try x(), try pattern([2, 4, 2], 5, 1)] }, { try $0[0].matmul($0[1]) }),
    (
      "einsum", { [try x(), try pattern([4, 2], 5, 1)] },
      { try .einsum("bij,jk->bki", $0[0], $0[1]) }
    ),
    ("outer", { [try pattern([3], 5, 1), try pattern([4], 3, 2)] }, { try $0[0].outer($0[1]) }),
  ]

  @Test(arguments: rows.indices)
  func `a function's numbers are PyTorch's`(place: Int) throws {
    let (name, inputs, function) = Self.rows[place]
    let expected = try #require(LayerReference.functions[name])
    let variables = try inputs().map { try $0.requiringGradient() }
    let output = try function(variables)
    #expect(agree(try output.floats, expected.output, within: 1e-5), "\(name)")
    let loss = try (output * pattern(output.shape, 4, 1)).sum()
    for (index, gradient) in try loss.gradients(of: variables).enumerated() {
      let numbers = try #require(expected.gradients)[index]
      #expect(
        agree(try #require(gradient).floats, numbers, within: 1e-5), "\(name), gradient \(index)")
    }
  }

  @Test func `every function of the reference is tried`() {
    #expect(Set(Self.rows.map(\.0)) == Set(LayerReference.functions.keys))
  }
}
