import Foundation
import GRDB

/// An open database of runs.
protocol StoreConnection: Sendable {
  /// Runs `body` on one unchanging view of the database.
  func read<Value>(_ body: (Database) throws -> Value) throws -> Value
  /// Runs `body` in a transaction of its own.
  func write<Value>(_ body: (Database) throws -> Value) throws -> Value
  /// Checks that the files are those that were opened.
  func checkPlace() throws
  /// The current path of the folder; nil if it was removed.
  var currentFolder: URL? { get }
}

extension StoreConnection {
  func checkPlace() throws {}
}
