/// A layer that can tell the outputs of its parts.
package protocol StagedLayer: Layer {
  /// The outputs of the parts that have parameters, from first to last, and then the layer's own output
  /// under an empty name.
  func stages(
    _ input: Tensor, for mode: Mode
  ) throws -> [(name: String, output: Tensor)]
}

extension Sequential: StagedLayer {
  package func stages(
    _ input: Tensor, for mode: Mode
  ) throws -> [(name: String, output: Tensor)] {
    var (output, found) = (input, [(name: String, output: Tensor)]())
    for (index, layer) in layers.enumerated() {
      let stages = try layer.allStages(output, for: mode)
      for (name, part) in stages.dropLast() { found.append(("\(index).\(name)", part)) }
      guard let last = stages.last else { continue }
      output = last.output
      if index < layers.count - 1, !layer.parameters.isEmpty {
        found.append(("\(index) \(type(of: layer))", output))
      }
    }
    return found + [("", output)]
  }
}

extension Layer {
  /// The outputs of its parts, or only its own.
  package func allStages(
    _ input: Tensor, for mode: Mode
  ) throws -> [(name: String, output: Tensor)] {
    try (self as? any StagedLayer)?.stages(input, for: mode) ?? [("", self(input, for: mode))]
  }
}
