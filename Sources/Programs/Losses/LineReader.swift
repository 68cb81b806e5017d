internal import TrainingLogs

/// Reads losses from the lines that a program prints, in whatever of the usual forms they are.
struct LineReader: LossLineReader {
  /// The length of the run, by which a progress bar's `45/1000` is known to count steps.
  private let steps: Int?
  /// The name that is asked for; nil for what looks like a loss.
  private let wanted: WantedSeries?
  private var table = TableReader()
  /// The step of a progress bar, for lines without one.
  private var barStep: Double?
  private(set) var otherNames: [String] = []
  /// Whether the lines are those of an error of Python's, which show code such as `loss = 3 + x`.
  private var isInTraceback = false

  init(steps: Int?, wanted: WantedSeries?) { (self.steps, self.wanted) = (steps, wanted) }

  mutating func readings(in line: [UInt8]) -> [LossReading] {
    guard !isOfTraceback(line) else { return [] }
    if let numbers = PrintedObject.numbers(in: line) {
      let step = Self.step(numbers.map { ($0.name, $0.value) })
      return numbers.compactMap { reading($0.name, [], [], $0.value, step) }
    }
    if let row = table.row(line) {
      let step = Self.step(row)
      return row.compactMap { reading($0.0, [], [], $0.1, step) }
    }
    if let step = Self.barStep(in: line, of: steps) { barStep = step }
    let pairs = TextPair.pairs(in: line)
    let leading = Self.leadingWords(of: line)
    let step = Self.step(pairs.map { ($0.name, $0.value) })
    return pairs.compactMap { reading($0.name, $0.context, leading, $0.value, step) }
  }

  private mutating func reading(
    _ name: String, _ context: [String], _ leading: [String], _ value: Double, _ step: Double?
  ) -> LossReading? {
    let series =
      if let wanted { wanted.series(name, context) } else {
        SeriesName(name, context: context, leading: leading)
      }
    guard let series else {
      if otherNames.count < 20, !otherNames.contains(name) { otherNames.append(name) }
      return nil
    }
    return LossReading(series, value, step: step ?? barStep)
  }

  private mutating func isOfTraceback(_ line: [UInt8]) -> Bool {
    if String(decoding: line, as: UTF8.self).contains("Traceback (most recent call last)") {
      isInTraceback = true
      return true
    }
    guard isInTraceback else { return false }
    // the last line is the error's, which is not indented
    isInTraceback = line.first == 32 || line.first == 9
    return true
  }

  /// The step that names say which count.
  private static func step(_ numbers: [(String, Double)]) -> Double? {
    numbers.map { (ColumnName($0.0), $0.1) }.filter { $0.0.unit == .steps && $0.1.isFinite }
      .min { $0.0.stepRank < $1.0.stepRank }?.1
  }

  /// The words with which a line begins, without a logger's time and level.
  private static func leadingWords(of line: [UInt8]) -> [String] {
    let letters = line.drop { !(65...90).contains($0 & 0xDF) }.prefix {
      (65...90).contains($0 & 0xDF)
    }
    return [String(decoding: letters, as: UTF8.self).lowercased()]
  }

  /// The number before `/1000` in a line, for a run of 1000 steps.
  private static func barStep(in line: [UInt8], of steps: Int?) -> Double? {
    guard let steps else { return nil }
    let end = Array("/\(steps)".utf8)
    for slash in line.indices where line[slash] == UInt8(ascii: "/") {
      guard line[slash...].starts(with: end),
        !line.dropFirst(slash + end.count).prefix(1).contains(where: { (48...57).contains($0) })
      else { continue }
      let digits = line[..<slash].reversed().prefix { (48...57).contains($0) }.reversed()
      if let step = Double(String(decoding: digits, as: UTF8.self)) { return step }
    }
    return nil
  }
}

/// Reads losses from the lines that a program prints.
protocol LossLineReader {
  /// The losses in a line.
  mutating func readings(in line: [UInt8]) -> [LossReading]
  /// The names of numbers that were none.
  var otherNames: [String] { get }
}

/// The series that was asked for by name.
struct WantedSeries {
  private let name: String
  private let plain: String

  init(_ name: String) { (self.name, plain) = (name, ColumnName(name).plain) }

  /// The series if `found` is the name, with or without the words before it.
  func series(_ found: String, _ context: [String] = []) -> SeriesName? {
    var words = [found]
    for word in [""] + context.reversed() {
      if !word.isEmpty { words.insert(word, at: 0) }
      if ColumnName(words.joined(separator: " ")).plain == plain {
        return SeriesName(SeriesName(name)?.part ?? .unmarked, name)
      }
    }
    return nil
  }
}
