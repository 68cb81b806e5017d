public import Torch

/// Examples stored in two tensors: inputs and targets.
///
/// Inputs keep their type in memory, such as bytes; a batch converts them to float32: `x·scale +
/// offset`.
public struct TensorDataset: Dataset {
  private let inputs: Tensor
  private let targets: Tensor
  private let scale: Double
  private let offset: Double
  private let device: Device

  /// Creates a data set of the rows of `inputs` and `targets`.
  ///
  /// - Precondition: the same number of inputs and targets, at least one.
  public init(
    inputs: Tensor, targets: Tensor, scale: Double = 1, offset: Double = 0, on device: Device = .cpu
  ) {
    let (count, other) = (inputs.shape.first ?? 0, targets.shape.first ?? 0)
    precondition(count == other && count > 0, "\(count) inputs and \(other) targets")
    (self.inputs, self.targets, self.scale, self.offset) = (inputs, targets, scale, offset)
    self.device = device
  }

  /// The number of examples.
  public var count: Int { inputs.shape[0] }

  /// The examples at `indices`, as `input` (float32) and `target`.
  public func batch(_ indices: ArraySlice<Int64>) throws -> Batch {
    let rows = try Tensor(Array(indices), shape: [indices.count])
    var input = try inputs.selecting(rows).converted(to: .float32, on: device)
    if scale != 1 { input = try input * scale }
    if offset != 0 { input = try input + offset }
    let chosen = try targets.selecting(rows)
    let target = try chosen.converted(to: chosen.scalarType, on: device)
    return Batch(count: indices.count, ["input": input, "target": target])
  }
}
