/// What `anneal-engine` reports about itself, as JSON.
package struct EngineProbe: Codable, Equatable {
  /// The command of the engine that prints it.
  package static let command = "probe"

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

  /// The answer of an engine.
  package init(
    version: String, libtorch: String, libtorchFile: String?, threads: Int, idleCores: Int,
    devices: [String]
  ) {
    (self.version, self.libtorch, self.libtorchFile) = (version, libtorch, libtorchFile)
    (self.threads, self.idleCores, self.devices) = (threads, idleCores, devices)
  }
}
