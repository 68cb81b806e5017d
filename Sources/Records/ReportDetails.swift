/// What a report shows of a model of own data besides its measures: measured on the held-out
/// examples at the end of the run, and kept in its folder.
package struct ReportDetails: Codable, Hashable, Sendable {
  /// The name of the file in the run's folder.
  package static let file = "details.json"

  /// The columns of a table; empty for other data.
  package var columns: [Column] = []
  /// How often each class was taken for which; nil for numbers and for more than 30 classes.
  package var confusion: Confusion?
  /// True and predicted numbers, at most 2,000 of them; empty for classes.
  package var answers: [Answer] = []
  /// The examples with the largest losses, the largest first.
  package var worst: [Example] = []
  /// How much each column of a table matters, the most important first.
  package var importances: [Importance] = []

  /// Pictures of what the model does; nil for most tasks.
  package var samples: [Sample]?

  /// The norm of the gradient of a sequence's last loss at each position, from the last to the first;
  /// nil for a model that is not recurrent.
  package var gradientFlow: [Double]?

  /// The most classes of ``confusion``.
  package static let mostClasses = 30

  /// Details without content.
  package init() {}

  /// A column of a table.
  package struct Column: Codable, Hashable, Sendable {
    /// The column's name, what it was taken for, and why.
    package let name, kind, reason: String
    /// The number of missing values.
    package let missing: Int
    /// A few of its values.
    package let examples: [String]

    /// A column of these facts.
    package init(name: String, kind: String, reason: String, missing: Int, examples: [String]) {
      (self.name, self.kind, self.reason) = (name, kind, reason)
      (self.missing, self.examples) = (missing, examples)
    }
  }

  /// How often each class was taken for which.
  package struct Confusion: Codable, Hashable, Sendable {
    /// The names of the classes.
    package let classes: [String]
    /// `counts[i][j]` examples of class i were taken for class j.
    package let counts: [[Int]]

    /// The counts of pairs of a true and a predicted class.
    ///
    /// - Precondition: every index is one of `classes`.
    package init(classes: [String], pairs: some Sequence<(Int, Int)>) {
      let row = [Int](repeating: 0, count: classes.count)
      var counts = [[Int]](repeating: row, count: classes.count)
      for (true_, predicted) in pairs { counts[true_][predicted] += 1 }
      (self.classes, self.counts) = (classes, counts)
    }
  }

  /// A true number with its prediction, in the target's unit.
  package struct Answer: Codable, Hashable, Sendable {
    /// The true number.
    package let target: Double
    /// The predicted number.
    package let prediction: Double

    /// A pair of numbers.
    package init(target: Double, prediction: Double) {
      (self.target, self.prediction) = (target, prediction)
    }
  }

  /// An example with its prediction.
  package struct Example: Codable, Hashable, Sendable {
    /// The true class or number, and the predicted one.
    package let target, prediction: String
    /// The cross-entropy, or the absolute error of a number in its unit.
    package let loss: Double
    /// What it is: the columns of a row, or a file, by their names; in the order of the page.
    package var facts: [Fact] = []
    /// The picture as a BMP file; nil for other data.
    package var picture: [UInt8]?

    /// An example without facts.
    package init(target: String, prediction: String, loss: Double) {
      (self.target, self.prediction, self.loss) = (target, prediction, loss)
    }
  }

  /// A picture of what the model does.
  package struct Sample: Codable, Hashable, Sendable {
    /// What it shows.
    package let caption: String
    /// The picture as a BMP file.
    package let picture: [UInt8]

    /// A picture with its caption.
    package init(_ caption: String, picture: [UInt8]) {
      (self.caption, self.picture) = (caption, picture)
    }
  }

  /// A value of an example under its name.
  package struct Fact: Codable, Hashable, Sendable {
    /// The name of the column.
    package let name: String
    /// The value.
    package let value: String

    /// A value under a name.
    package init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }
  }

  /// How much a column of a table matters.
  package struct Importance: Codable, Hashable, Sendable {
    /// The column's name.
    package let column: String
    /// By how much the held-out error rises when the column's values are shuffled: of the
    /// cross-entropy, or of the root mean squared error in the target's unit; the mean of three
    /// shuffles.
    package let increase: Double

    /// An importance.
    package init(column: String, increase: Double) {
      (self.column, self.increase) = (column, increase)
    }
  }
}
