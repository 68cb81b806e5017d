import Foundation

/// PyTorch's numbers for one layer or function, of `scripts/layer_reference.py`.
struct LayerReference: Decodable {
  let output: [Double]
  /// With respect to the inputs, and then the parameters.
  let gradients: [[Double]]?
  let secondGradients: [[Double]]?
  let evaluation: [Double]?
  let parameters: [[Int]]?

  private struct File: Decodable {
    let layers: [String: LayerReference]
    let functions: [String: LayerReference]
  }

  private static let file: File = {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Resources/layers.json")
    return try! JSONDecoder().decode(File.self, from: Data(contentsOf: url))
  }()

  /// Of the layers, by name.
  static var layers: [String: LayerReference] { file.layers }
  /// Of the functions, by name.
  static var functions: [String: LayerReference] { file.functions }
}
