/// Some rows of many, spread evenly: files are often sorted, so that the first rows are of one kind.
package enum EvenRows {
  /// At most `limit` of the indices below `count`, ascending.
  package static func indices(_ limit: Int, of count: Int) -> [Int] {
    count <= limit ? Array(0..<count) : (0..<limit).map { $0 * count / limit }
  }
}
