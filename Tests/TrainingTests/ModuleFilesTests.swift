import Foundation
import Runs
import Testing
import Torch
import Training

private func message(_ body: () throws -> Void) -> String {
  do { try body() } catch { return "\(error)" }
  return "nothing was thrown"
}

/// Weights in files: `Module+Files.swift`.
@Suite struct ModuleFilesTests {
  private let folder = TemporaryFolder()
  private let url: URL

  init() throws {
    try FileManager.default.createDirectory(at: folder.url, withIntermediateDirectories: true)
    url = folder.url.appendingPathComponent("weights.safetensors")
  }

  private func write(_ tensors: [String: SafetensorsFile.Tensor]) throws {
    try SafetensorsFile(tensors).encoded().write(to: url)
  }

  @Test func `what is loaded is what was saved, memory orders included`() throws {
    let (one, other) = (try network(seed: 1), try network(seed: 2))
    try other.save(to: url)
    try one.save(to: url)
    try other.load(contentsOf: url)
    for (left, right) in zip(one.namedTensors, other.namedTensors) {
      #expect(try left.tensor.isEqual(to: right.tensor), "\(left.name)")
      #expect(right.tensor.requiresGradient)
    }
  }

  @Test func `a checkpoint's weights can be loaded, and are what save writes`() throws {
    let training = try Setting().training()
    _ = try training.events(to: 3)
    let data = try #require(try training.checkpointFiles()["weights.safetensors"])
    try data.write(to: url)
    let model = try network(seed: 9)
    try model.load(contentsOf: url)
    try model.save(to: url)
    #expect(try Data(contentsOf: url) == data)
  }

  @Test func `doubles are converted and what is not asked for may be anything`() throws {
    let half = SafetensorsFile.Tensor(.int8, shape: [1], bytes: Data([1]))
    func doubles(_ numbers: [Double], _ shape: [Int]) -> SafetensorsFile.Tensor {
      .init(.float64, shape: shape, bytes: numbers.withUnsafeBytes { Data($0) })
    }
    try write([
      "body.weight": doubles([2.5], [1, 1]), "body.bias": doubles([-1], [1]), "other": half,
    ])
    let model = try line()
    #expect(
      message { try model.load(contentsOf: url) }
        == "\(url.path): weights must be named as the module's are (body.weight, body.bias); "
        + "received 'other'")
    #expect(try model.body.weight.item() == 0.5)
    try model.load(contentsOf: url, ignoringUnknown: true)
    #expect(try model.body.weight.item() == 2.5)
    #expect(try model.body.bias?.item() == -1)
    try write(["body.bias": doubles([4], [1])])
    #expect(
      message { try model.load(contentsOf: url) }
        == "\(url.path): the weights must hold 'body.weight'; received 1 of 2")
    try model.load(contentsOf: url, allowingMissing: true)
    #expect(try model.body.bias?.item() == 4)
  }

  @Test func `a file that cannot be used is named and changes nothing`() throws {
    let model = try line()
    let before = try model.weights
    #expect(message { try model.load(contentsOf: url) }.hasPrefix("\(url.path): the file must be"))
    try Data([1, 2, 3]).write(to: url)
    #expect(message { try model.load(contentsOf: url) }.contains("3 bytes in all"))
    let bias = SafetensorsFile.Tensor(.uint64, shape: [1], bytes: Data(count: 8))
    let weight = SafetensorsFile.Tensor(.float32, shape: [1, 1], bytes: Data(count: 4))
    try write(["body.weight": weight, "body.bias": bias])
    #expect(
      message { try model.load(contentsOf: url) }
        == "\(url.path): 'body.bias' must have an element type that tensors support; received U64")
    let wrong = SafetensorsFile.Tensor(.float32, shape: [2], bytes: Data(count: 8))
    try write(["body.weight": weight, "body.bias": wrong])
    #expect(
      message { try model.load(contentsOf: url) }
        == "\(url.path): 'body.bias' must have shape [1]; received [2]")
    for named in model.namedTensors {
      #expect(try before[named.name]?.isEqual(to: named.tensor) == true)
    }
    let nowhere = folder.url.appendingPathComponent("no/such/folder")
    #expect(
      message { try model.save(to: nowhere) }.hasPrefix(
        "\(nowhere.path): the file must be writable"))
  }
}
