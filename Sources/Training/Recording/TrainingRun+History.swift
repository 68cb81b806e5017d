internal import Foundation
internal import Optimizers
internal import Runs
internal import Torch

// The optimizer state in a checkpoint: each slot under its parameter's name, in row-major order
// whatever the memory order, and the global numbers.
extension TrainingRun {
  private static func numbersName(of updater: Updater) -> String {
    updater.name.isEmpty ? "optimizer/numbers" : "optimizer/\(updater.name)/numbers"
  }

  func stored(
    _ state: OptimizerState<Float>, of updater: Updater
  ) throws -> [String: SafetensorsFile.Tensor] {
    var entries: [String: SafetensorsFile.Tensor] = [:]
    for (index, named) in updater.parameters.enumerated() {
      for (slot, description) in state.layout.slots[index].enumerated() {
        let sizes = state.sizes(of: slot, of: index)
        var entry: SafetensorsFile.Tensor
        if description.sizes == nil {
          let tensor = try named.tensor.hostCopy()
          tensor.withMutableStorage(as: Float.self) {
            _ = $0.update(fromContentsOf: state.numbers(of: slot, of: index))
          }
          entry = try SafetensorsFile.Tensor(tensor)
        } else {
          entry = SafetensorsFile.Tensor(
            .float32, shape: sizes,
            bytes: state.numbers(of: slot, of: index).withUnsafeBytes { Data($0) })
        }
        if state.isCompact(slot, of: index) {
          entry = SafetensorsFile.Tensor(.bfloat16, shape: sizes, bytes: entry.bytes.upperHalves)
        }
        entries[state.slotName(slot, of: index)] = entry
      }
    }
    if !state.numbers.isEmpty {
      entries[Self.numbersName(of: updater)] = SafetensorsFile.Tensor(
        .float64, shape: [state.numbers.count],
        bytes: state.numbers.withUnsafeBytes { Data($0) })
    }
    return entries
  }

  /// The optimizer state in `file`, after `count` updates.
  ///
  /// - Throws: `TrainingError` that names an entry that is missing or has another shape or type.
  func history(
    of updater: Updater, in file: SafetensorsFile, count: Int
  ) throws -> OptimizerState<Float> {
    guard count >= 0 else {
      throw TrainingError("the optimizer's count must not be negative; received \(count)")
    }
    let state = OptimizerState<Float>(try updater.engine.state().layout)
    for (index, named) in updater.parameters.enumerated() {
      for (slot, description) in state.layout.slots[index].enumerated() {
        let name = state.slotName(slot, of: index)
        let isCompact = state.isCompact(slot, of: index)
        let type: SafetensorsFile.ElementType = isCompact ? .bfloat16 : .float32
        let bytes = try bytes(of: name, type, state.sizes(of: slot, of: index), in: file)
        let numbers = isCompact ? bytes.asUpperHalves : bytes.floats
        guard description.sizes == nil else {
          state.setNumbers(numbers, of: slot, of: index)
          continue
        }
        let tensor = try named.tensor.hostCopy()
        try tensor.assign(try Tensor(numbers, shape: named.tensor.shape))
        state.setNumbers(
          tensor.withMutableStorage(as: Float.self) { Array($0) }, of: slot, of: index)
      }
    }
    if !state.numbers.isEmpty {
      let bytes = try bytes(
        of: Self.numbersName(of: updater), .float64, [state.numbers.count], in: file)
      state.setNumbers(
        bytes.withUnsafeBytes { raw in
          (0..<raw.count / 8).map { raw.loadUnaligned(fromByteOffset: $0 * 8, as: Double.self) }
        })
    }
    state.setCount(count)
    return state
  }

  private func bytes(
    of name: String, _ type: SafetensorsFile.ElementType, _ sizes: [Int], in file: SafetensorsFile
  ) throws -> Data {
    guard let entry = file.tensors[name] else {
      throw TrainingError(
        "the checkpoint must hold '\(name)'; it holds \(file.tensors.count) others")
    }
    guard entry.shape == sizes else {
      throw TrainingError("'\(name)' must have shape \(sizes); received \(entry.shape)")
    }
    guard entry.elementType == type else {
      throw TrainingError(
        "'\(name)' must be of type \(type.rawValue); received \(entry.elementType.rawValue)")
    }
    return entry.bytes
  }
}

extension Data {
  fileprivate var floats: [Float] {
    withUnsafeBytes { raw in
      (0..<raw.count / 4).map { raw.loadUnaligned(fromByteOffset: $0 * 4, as: Float.self) }
    }
  }

  /// The upper two bytes of each float32.
  fileprivate var upperHalves: Data {
    var halves = Data(capacity: count / 2)
    for number in floats {
      let half = UInt16(number.bitPattern >> 16)
      halves.append(UInt8(half & 0xff))
      halves.append(UInt8(half >> 8))
    }
    return halves
  }

  /// The float32 numbers with these upper halves.
  fileprivate var asUpperHalves: [Float] {
    withUnsafeBytes { raw in
      (0..<raw.count / 2).map {
        let half = raw.loadUnaligned(fromByteOffset: $0 * 2, as: UInt16.self)
        return Float(bitPattern: UInt32(half) << 16)
      }
    }
  }
}
