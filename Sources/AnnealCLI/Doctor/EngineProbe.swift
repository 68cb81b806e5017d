/// What `anneal-engine` reports about itself and its surroundings, as JSON.
package struct EngineProbe: Codable, Equatable {
  /// The command of the engine that prints it.
  package static let command = "probe"

  /// How much of a data set is in the data folder.
  package enum Presence: String, Codable {
    case complete, incomplete, missing, unreadable
  }

  /// The version of Anneal.
  package var version: String
  /// The version of libtorch that the engine was built with.
  package var libtorch: String
  /// The file of libtorch that was loaded, or nil where the system does not tell.
  package var libtorchFile: String?
  /// The threads of one operation.
  package var threads: Int
  /// The cores that are idle now.
  package var idleCores: Int
  /// The devices that a training can use, the CPU first.
  package var devices: [String]
  /// The folder of the data sets that are not embedded.
  package var dataFolder: String
  /// Whether the user named the data folder with `ANNEAL_DATA`.
  package var isUserFolder: Bool
  /// How much of each of these data sets is there, by the name of its task.
  package var dataSets: [String: Presence]

  /// The answer of an engine.
  package init(
    version: String, libtorch: String, libtorchFile: String?, threads: Int, idleCores: Int,
    devices: [String], dataFolder: String, isUserFolder: Bool, dataSets: [String: Presence]
  ) {
    (self.version, self.libtorch, self.libtorchFile) = (version, libtorch, libtorchFile)
    (self.threads, self.idleCores, self.devices) = (threads, idleCores, devices)
    (self.dataFolder, self.isUserFolder, self.dataSets) = (dataFolder, isUserFolder, dataSets)
  }
}
