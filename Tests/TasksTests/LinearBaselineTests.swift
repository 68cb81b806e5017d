import Models
import Records
import Tasks
import Testing
import Torch
import Training

/// The linear model beside scikit-learn 1.9.1's `Ridge(alpha=1)` and
/// `LogisticRegression(C=1, tol=1e-12, max_iter=100000)`.
@Suite struct LinearBaselineTests {
  /// 12 rows of three columns.
  private func inputs() throws -> Tensor {
    var values: [Double] = []
    for i in 0..<12 {
      for j in 0..<3 {
        let (wide, small) = ((i * 7 + j * 5) % 11 - 5, i * j % 3)
        values.append(Double(wide) / 4 + Double(small) / 2)
      }
    }
    return try Tensor(values, shape: [12, 3])
  }

  private func check(_ values: [Double], _ expected: [Double], within tolerance: Double) {
    #expect(values.count == expected.count)
    for (value, other) in zip(values, expected) {
      #expect(abs(value - other) < tolerance, "\(value) beside \(other)")
    }
  }

  @Test func `numbers are those of ridge regression`() throws {
    let targets = (0..<12).map { Double($0 * 5 % 7) - 2.5 }
    let answers = try LinearBaseline(inputs(), .numbers(targets)).answers(for: inputs())
    #expect(answers.shape == [12, 1])
    check(
      Array(try answers.scalars(as: Double.self).prefix(4)),
      [1.68458554, 0.50179363, 0.1882289, -0.28842836], within: 1e-6)
  }

  @Test func `probabilities of three classes are those of logistic regression`() throws {
    let classes = (0..<12).map { Int64($0 * 5 % 7 % 3) }
    let model = try LinearBaseline(inputs(), .classes(classes, count: 3))
    let probabilities = try model.answers(for: inputs()).softmax()
    #expect(probabilities.shape == [12, 3])
    check(
      Array(try probabilities.scalars(as: Double.self).prefix(12)),
      [
        0.7850394, 0.07159133, 0.14336927, 0.54387958, 0.17275984, 0.28336058, 0.39829611,
        0.40166311, 0.20004078, 0.37860679, 0.29833355, 0.32305966,
      ], within: 1e-3)
  }

  @Test func `two classes have a weight vector each`() throws {
    // Two opposite vectors share the penalty, which is that of scikit-learn's one with C = 2.
    let classes = (0..<12).map { Int64($0 * 5 % 7 % 2) }
    let model = try LinearBaseline(inputs(), .classes(classes, count: 2))
    let second = try model.answers(for: inputs()).softmax().narrowed(1, to: 1..<2)
    check(
      Array(try second.scalars(as: Double.self).prefix(4)),
      [0.18691604, 0.45364745, 0.60914846, 0.64577863], within: 1e-3)
  }

  @Test func `a class that does not occur and constant columns do no harm`() throws {
    let rows = try Tensor([Double](repeating: 1, count: 8), shape: [4, 2])
    let model = try LinearBaseline(rows, .classes([0, 0, 0, 2], count: 3))
    let probabilities = try model.answers(for: rows).softmax().scalars(as: Double.self)
    #expect(!probabilities.contains { !$0.isFinite })
    #expect(abs(probabilities[0] - 0.75) < 0.05 && probabilities[1] < 0.05)
  }

  private static let training = """
    x,z,y,c
    0.25,3.25,0.875,a
    3.75,7.75,23.875,c
    1.25,1.75,11.375,a
    4.75,4.75,16.875,c
    2.25,-2.75,21.875,b
    5.75,-1.25,27.375,c
    3.25,9.25,14.875,c
    0.75,9.25,2.375,b
    4.25,-1.25,25.375,c
    1.75,-2.75,12.875,a
    5.25,4.75,18.375,c
    2.75,1.75,23.375,c
    0.25,7.75,10.875,b
    3.75,3.25,16.375,c
    1.25,7.75,3.875,b
    4.75,1.75,26.875,c

    """
  private static let heldOut = """
    x,z,y,c
    2.25,4.75,14.375,b
    5.75,-2.75,19.875,b
    3.25,-1.25,24.875,b
    0.75,9.25,12.375,c
    4.25,9.25,17.875,c
    1.75,-1.25,5.375,a
    5.25,-2.75,28.375,c
    2.75,4.75,15.875,c

    """

  /// The baselines of the table above, on rows of another file.
  private func baselines(_ target: String, without other: String) async throws
    -> [String: [String: Double]]
  {
    let folder = OwnDataFolder()
    let (training, heldOut) = (
      try folder.write("t.csv", Self.training), try folder.write("h.csv", Self.heldOut)
    )
    let task = try TaskCatalogue.standard.task(
      "csv(\"\(training)\", target: \"\(target)\", drop: [\"\(other)\"], heldOut: \"\(heldOut)\")")
    let data = try await task.load(0, DataSource())
    let measured = try #require(data.baselines)
    let all = try measured()
    return Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0.measures) })
  }

  // The inputs standardized by the median and the quartiles of the training rows, the target by its
  // mean and deviation, then as above.
  @Test func `a table of numbers is told beside the mean and ridge regression`() async throws {
    let baselines = try await baselines("y", without: "c")
    #expect(Set(baselines.keys) == ["mean", "linear"])
    let linear = try #require(baselines["linear"])
    #expect(abs(linear["mse"]! - 30.965699129525866) < 1e-3)
    #expect(abs(linear["mae"]! - 4.2810074347443585) < 1e-4)
    #expect(abs(linear["r2"]! - 0.31943518396646464) < 1e-5)
    let mean = try #require(baselines["mean"])
    #expect(abs(mean["rmse"]! - 6.865974188889732) < 1e-4)
    #expect(abs(mean["mae"]! - 5.375) < 1e-5)
    #expect(abs(mean["r2"]! + 0.036079155219780334) < 1e-5)
  }

  @Test func `a table of classes is told beside the majority and logistic regression`()
    async throws
  {
    let baselines = try await baselines("c", without: "y")
    #expect(Set(baselines.keys) == ["majority", "linear"])
    let linear = try #require(baselines["linear"])
    #expect(linear["accuracy"] == 0.5)
    #expect(abs(linear["balanced accuracy"]! - 0.5833333333333334) < 1e-9)
    #expect(abs(linear["f1"]! - 0.5333333333333333) < 1e-9)
    // Four of eight rows are of the class c, which nine of 16 training rows are.
    #expect(baselines["majority"]?["accuracy"] == 0.5)
    #expect(abs(baselines["majority"]!["balanced accuracy"]! - 1.0 / 3) < 1e-9)
  }
}
