internal import Foundation
internal import Torch
package import Training

/// A picture as a grid of cells, each of which may have the center of an object.
///
/// A cell's five numbers are whether it has one, its center within the cell in 0 … 1 from the left and from
/// the top, and the logarithms of its width and height in cells.
package struct DetectionGrid: Sendable {
  /// The number of cells along each side.
  package let cells: Int
  /// The number of pixels of a cell along each side.
  package let stride: Int
  /// A grid of `cells` × `cells` cells of `stride` × `stride` pixels.
  package init(cells: Int, stride: Int) { (self.cells, self.stride) = (cells, stride) }

  /// The class of a cell without an object, which no loss counts.
  static let none: Int64 = -100

  /// The number of values of a cell besides the logits of its classes.
  static let valueCount = 5

  /// The values of each cell, row by row, and its class.
  func encoded(_ objects: [BoxedObject]) -> (values: [Float], labels: [Int64]) {
    var values = [Float](repeating: 0, count: cells * cells * Self.valueCount)
    var labels = [Int64](repeating: Self.none, count: cells * cells)
    for object in objects {
      let (x, y) = (
        (object.box.left + object.box.right) / 2 / Float(stride),
        (object.box.top + object.box.bottom) / 2 / Float(stride)
      )
      let (column, row) = (min(cells - 1, Int(x)), min(cells - 1, Int(y)))
      let cell = row * cells + column
      labels[cell] = Int64(object.label)
      values.replaceSubrange(
        cell * Self.valueCount..<(cell + 1) * Self.valueCount,
        with: [
          1, x - Float(column), y - Float(row),
          log((object.box.right - object.box.left) / Float(stride)),
          log((object.box.bottom - object.box.top) / Float(stride)),
        ])
    }
    return (values, labels)
  }

  /// The object of the cell at `cell` with these values, whose first one is the score.
  func object(_ values: ArraySlice<Float>, label: Int, cell: Int) -> BoxedObject {
    let values = Array(values)
    let (row, column) = cell.quotientAndRemainder(dividingBy: cells)
    let (x, y) = (Float(column) + values[1], Float(row) + values[2])
    // A network may say anything before it has learned.
    let (width, height) = (exp(min(values[3], 5)), exp(min(values[4], 5)))
    return BoxedObject(
      label: label,
      box: Box(
        left: (x - width / 2) * Float(stride), top: (y - height / 2) * Float(stride),
        right: (x + width / 2) * Float(stride), bottom: (y + height / 2) * Float(stride)),
      score: values[0])
  }
}

/// Canvases with the cells of their digits.
package struct BoxedCanvases: Dataset {
  private let canvases: DigitCanvases
  private let grid: DetectionGrid

  /// The canvases with the cells of `grid`.
  package init(_ canvases: DigitCanvases, grid: DetectionGrid) {
    (self.canvases, self.grid) = (canvases, grid)
  }

  /// The number of canvases.
  package var count: Int { canvases.count }

  /// The canvases at `indices`: `input`, the `cells` n × rows × columns × 5, and their `labels`.
  package func batch(_ indices: ArraySlice<Int64>) throws -> Batch {
    let batch = try canvases.batch(indices)
    let parts = indices.map { grid.encoded(canvases.canvas($0).objects) }
    let shape = [indices.count, grid.cells, grid.cells]
    return Batch(
      count: indices.count,
      [
        "input": batch.input,
        "cells": try Tensor(
          parts.flatMap(\.values), shape: shape + [DetectionGrid.valueCount]),
        "labels": try Tensor(parts.flatMap(\.labels), shape: shape),
      ])
  }

  /// The digits of the canvas at `index`.
  func objects(_ index: Int64) -> [BoxedObject] { canvases.canvas(index).objects }
}
