extension ColumnEncoder {
  /// Writes the numbers of `rows` into `numbers`, `width` for each row, from `offset` on.
  ///
  /// - Throws: ``DataFileError`` with the line and column of a value that is not of the kind.
  func write(
    _ field: EncodedField, rows: [Int], into numbers: inout [Float], width: Int, at offset: Int
  ) throws {
    var start = offset
    let mark = numberCount - 1
    func set(_ values: [Double], _ start: Int) {
      for (index, value) in values.enumerated() { numbers[start + index] = Float(value) }
    }
    let positions =
      if case .oneHot(let categories) = form { categories.positions } else { [:] as [String: Int] }
    for row in rows {
      var isMissing = false
      switch form {
      case .number(let scaling):
        if let number = try field.number(row: row) {
          numbers[start] = Float(scaling.scaled(number))
        } else {
          isMissing = true
        }
      case .yesNo:
        let answer = field.saysYes(row: row)
        numbers[start] = answer.map { $0 ? 1 : -1 } ?? 0
        isMissing = answer == nil
      case .oneHot(let categories):
        if let name = field.category(row: row, categories.areNumbers), let index = positions[name] {
          numbers[start + index] = 1
        }
      case .date(let scaling):
        if let date = try field.date(row: row, scaling.order) {
          set(scaling.numbers(date), start)
        } else {
          isMissing = true
        }
      case .code: break
      }
      if marksMissing, isMissing { numbers[start + mark] = 1 }
      start += width
    }
  }

  /// Writes the codes of `rows` into `codes`, `width` for each row, from `offset` on.
  func write(
    _ field: EncodedField, rows: [Int], into codes: inout [Int64], width: Int, at offset: Int
  ) {
    guard case .code(let categories) = form else { return }
    let positions = categories.positions
    var index = offset
    for row in rows {
      if let name = field.category(row: row, categories.areNumbers),
        let position = positions[name]
      {
        codes[index] = Int64(position + 1)
      }
      index += width
    }
  }
}
