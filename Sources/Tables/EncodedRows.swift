/// Rows of a table as the inputs of a network.
package struct EncodedRows: Hashable, Sendable {
  /// The number of rows.
  package let count: Int
  /// The numbers, row after row: `count` × the encoder's `numberCount`.
  package let numbers: [Float]
  /// The codes of the embedded columns, row after row: `count` × the encoder's `codeSizes.count`.
  package let codes: [Int64]
}
