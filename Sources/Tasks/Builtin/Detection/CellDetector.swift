internal import Torch
internal import Training

/// A one-stage detector: for each cell of a grid whether it has the center of an object, where, and which.
///
/// The losses are `objectness`, the binary cross-entropy over all cells; `box`, the Huber loss of center and
/// size; and `class`, the cross-entropy; the first is divided by the number of objects, the others are means
/// over them. Evaluation measures `mean AP`, the mean average precision at an intersection over union of
/// 0.5.
///
/// Source: the cells of Redmon et al., *You Only Look Once*, 2016 (<https://arxiv.org/abs/1506.02640>), with
/// the losses of Redmon & Farhadi, *YOLOv3*, 2018.
final class CellDetector: Model {
  let body: Sequential
  private let grid: DetectionGrid
  private let classes: Int
  /// The least score of what is found.
  private static let leastScore: Float = 0.05

  /// A network whose levels have these numbers of channels; each but the last halves height and width.
  init(_ channels: Int, widths: [Int], classes: Int, grid: DetectionGrid) throws {
    (self.grid, self.classes) = (grid, classes)
    var layers: [any Layer] = []
    var inputs = channels
    for (place, width) in widths.enumerated() {
      for _ in 0..<2 {
        layers += [
          try Convolution2D(inputs, width, size: 3, padding: 1, bias: false), try BatchNorm(width),
          ReLU(),
        ]
        inputs = width
      }
      if place < widths.count - 1 { layers.append(MaxPool2D(2)) }
    }
    layers.append(try Convolution2D(inputs, DetectionGrid.valueCount + classes, size: 1))
    body = Sequential(layers)
  }

  func outcome(of batch: Batch, for mode: Mode) throws -> Outcome {
    // Read before the passes, for which a device would have to be waited for.
    let (cells, labels) = (batch["cells"], batch["labels"])
    let present = try cells[.rest, 0]
    let count = max(1, try present.sum().item())
    let output = try body(batch.input, for: mode).permuted([0, 2, 3, 1])
      .converted(to: .float32, on: batch.input.device)
    let objectness =
      try output[.rest, 0].binaryCrossEntropyWithLogits(
        with: present, reduction: .sum) / count
    let end = DetectionGrid.valueCount
    let (centers, sizes) = (try output[.rest, 1..<3].sigmoid(), try output[.rest, 3..<end])
    let found = try Tensor.concatenated([centers, sizes], along: -1)
    let distance = try found.huberLoss(to: cells[.rest, 1..<end], reduction: .none)
    let box = try (distance * present.unsqueezed(at: -1)).sum() / count
    let logits = try output[.rest, end..<end + classes]
    let label =
      try logits.flattened(from: 0, to: 2).crossEntropy(
        with: labels.flattened(), ignoring: Int(DetectionGrid.none), reduction: .sum) / count
    let losses = ["objectness": objectness, "box": box, "class": label]
    guard mode == .evaluation else { return try Outcome(losses: losses, weight: count) }
    let expected = try objects(cells, labels)
    return try Outcome(
      losses: losses, weight: count,
      measures: [
        "mean AP": .meanAveragePrecision(
          found: try objects(of: output), expected: expected, classes: classes)
      ], outputs: ["output": output])
  }

  /// What is found in each picture, from the network's outputs n × rows × columns × values.
  func objects(of output: Tensor) throws -> [[BoxedObject]] {
    let end = DetectionGrid.valueCount
    let probabilities = try output[.rest, end..<end + classes].softmax()
    let best = try probabilities.max(along: -1)
    let scores = try output[.rest, 0].sigmoid() * best
    let values = try Tensor.concatenated(
      [
        scores.unsqueezed(at: -1), output[.rest, 1..<3].sigmoid(), output[.rest, 3..<end],
      ], along: -1)
    return try objects(values, probabilities.argmax(), above: Self.leastScore)
      .map { $0.suppressed() }
  }

  /// The objects of cells with these values and labels.
  private func objects(
    _ values: Tensor, _ labels: Tensor, above least: Float = 0.5
  ) throws -> [[BoxedObject]] {
    let (numbers, classes) = (
      try values.scalars(as: Float.self), try labels.scalars(as: Int64.self)
    )
    let (cells, width) = (grid.cells * grid.cells, DetectionGrid.valueCount)
    return (0..<values.shape[0]).map { picture in
      (0..<cells).compactMap { cell in
        let place = picture * cells + cell
        let part = numbers[place * width..<(place + 1) * width]
        guard part[part.startIndex] > least else { return nil }
        return grid.object(part, label: Int(classes[place]), cell: cell)
      }
    }
  }
}
