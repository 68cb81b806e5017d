/// The rates that a log holds, at rising steps.
struct RateLog {
  /// The name of the rate's column.
  let column: String
  let steps: [Int]
  let rates: [Double]
  /// The length of the run, if the log says it.
  let length: Int?

  private init(
    column: String, points: [(step: Int, rate: Double)], length: Int?, file: String
  ) throws {
    var latest: [Int: Double] = [:]
    // of a step that is logged twice, as after a resumed run, the last counts
    for point in points { latest[point.step] = point.rate }
    steps = latest.keys.sorted()
    rates = steps.compactMap { latest[$0] }
    self.column = column
    self.length = length
    guard steps.count >= 2 else {
      throw ExchangeError(
        file: file, "the column '\(column)' must hold at least two rates",
        received: "\(steps.count)")
    }
  }

  /// Reads `log_history` of a Hugging Face trainer's state.
  init(trainerState document: JSONDocument, file: String) throws {
    guard let history = (document["log_history"] ?? document).array else {
      throw ExchangeError(
        file: file, "the file must be a scheduler's state_dict, or have a list 'log_history'",
        received: "a list of neither")
    }
    let points = history.compactMap { entry -> (step: Int, rate: Double)? in
      guard let rate = entry["learning_rate"]?.number,
        let step = entry["step"]?.number.flatMap(Int.init(exactly:)), step >= 0
      else { return nil }
      return (step, rate)
    }
    guard !points.isEmpty else {
      throw ExchangeError(
        file: file, "the entries of 'log_history' must have 'step' and 'learning_rate'",
        received: "\(history.count) entries without")
    }
    let length = document["max_steps"]?.number.flatMap(Int.init(exactly:))
    try self.init(column: "learning_rate", points: points, length: length, file: file)
  }
}

extension RateLog {
  private static let stepNames = [
    "step", "global_step", "trainer/global_step", "iteration", "iter", "batch", "epoch",
  ]

  /// Reads the rate's column of a CSV file: the one called `column`, or one that is usually called so.
  init(csv text: String, file: String, column: String?) throws {
    let lines = text.utf8.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
      .map { Substring($0) }
    let separator = Self.separator(of: lines.first ?? "")
    let header = lines.first.map { Self.fields($0, separator) } ?? []
    let place = try Self.place(in: header, named: column, file: file)
    let stepPlace = Self.stepNames.lazy.compactMap { header.firstIndex(of: $0) }.first
    var points: [(step: Int, rate: Double)] = []
    for (index, line) in lines.enumerated().dropFirst() {
      let fields = Self.fields(line, separator)
      let text = place < fields.count ? fields[place] : ""
      if ["", "na", "nan", "none", "null"].contains(text.lowercased()) { continue }
      guard let rate = Double(text), rate.isFinite, rate.magnitude <= 1e100 else {
        throw ExchangeError(
          file: "\(file), line \(index + 1)", "the column '\(header[place])' must hold numbers",
          received: "'\(text.prefix(40))'")
      }
      guard let stepPlace else {
        points.append((points.count, rate))
        continue
      }
      let stepText = stepPlace < fields.count ? fields[stepPlace] : ""
      guard let step = Double(stepText).flatMap(Int.init(exactly:)), step >= 0, step < 1 << 53
      else {
        throw ExchangeError(
          file: "\(file), line \(index + 1)",
          "the column '\(header[stepPlace])' must hold whole numbers from 0",
          received: "'\(stepText.prefix(40))'")
      }
      points.append((step, rate))
    }
    try self.init(column: header[place], points: points, length: nil, file: file)
  }

  private static func place(
    in header: [String], named column: String?, file: String
  ) throws -> Int {
    let known = header.prefix(20).joined(separator: ", ")
    if let column {
      if let place = header.firstIndex(of: column) { return place }
      throw ExchangeError(
        file: file, "the file must have a column '\(column)'",
        received: header.isEmpty ? "an empty file" : known)
    }
    for name in ["lr", "learning_rate", "learning rate", "rate", "train/learning_rate"] {
      if let place = header.firstIndex(where: { $0.lowercased() == name }) { return place }
    }
    let others = header.indices.filter { header[$0].lowercased().hasPrefix("lr-") }
    if others.count == 1 { return others[0] }
    guard others.isEmpty else {
      throw ExchangeError(
        file: file, "the rate's column must be named with --column where there are several",
        received: others.map { header[$0] }.joined(separator: ", "))
    }
    throw ExchangeError(
      file: file, "the file must have a column 'lr', 'learning_rate' or 'lr-…'",
      received: header.isEmpty ? "an empty file" : known)
  }

  private static func separator(of header: Substring) -> Character {
    [",", ";", "\t"].first { header.contains($0) } ?? ","
  }

  /// The fields of a line, without quotes and spaces around them.
  private static func fields(_ line: Substring, _ separator: Character) -> [String] {
    // Logs have millions of lines, and bytes are read ten times as fast as characters.
    let (quote, blank, comma) = (UInt8(ascii: "\""), UInt8(ascii: " "), separator.asciiValue)
    var fields: [[UInt8]] = [[]]
    var isQuoted = false
    var bytes = line.utf8[...]
    if bytes.starts(with: "\u{FEFF}".utf8) { bytes = bytes.dropFirst(3) }
    for byte in bytes {
      if byte == quote {
        isQuoted.toggle()
      } else if byte == comma, !isQuoted {
        fields.append([])
      } else {
        fields[fields.count - 1].append(byte)
      }
    }
    return fields.map { field in
      let start = field.drop { $0 == blank }
      let end = start.lastIndex { $0 != blank }.map { $0 + 1 } ?? start.startIndex
      return String(decoding: start[..<end], as: UTF8.self)
    }
  }
}
