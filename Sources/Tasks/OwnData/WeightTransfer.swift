internal import DataFiles
internal import Models
internal import Notation
internal import Runs
internal import Torch
internal import Training

/// Which tensors of a model are taken from a file, and why the others are not.
struct WeightTransfer {
  /// The tensors that the file has in the right shape, by their names in the model.
  let taken: [String: SafetensorsFile.Tensor]
  /// The names of the others in the model, and the reasons.
  let left: [(name: String, reason: String)]
  /// The number of tensors of the file that the model has no use for.
  let unusedCount: Int
  private let weights: StartingWeights

  /// Compares the file with `model`, which `record` describes.
  ///
  /// - Throws: `DataFileError` if no tensor is taken.
  init(
    of weights: StartingWeights, _ file: SafetensorsFile, to model: any Model, _ record: ModelRecord
  ) throws {
    self.weights = weights
    let names = try PyTorchNetwork(record.network(), notation: record.model, outputs: "").names
    var (taken, left, used) = (
      [String: SafetensorsFile.Tensor](), [(String, String)](), Set<String>()
    )
    for named in model.namedTensors {
      guard let own = ModelRecord.nameInNetwork(named.name) else { continue }
      let candidates = [named.name, own, names[own] ?? own]
      guard weights.only.map({ candidates.contains(where: $0.matches) }) ?? true else {
        left.append((own, "not chosen"))
        continue
      }
      guard let key = candidates.first(where: { file.tensors[$0] != nil }),
        let entry = file.tensors[key]
      else {
        left.append((own, "not in the file"))
        continue
      }
      used.insert(key)
      guard entry.shape == named.tensor.shape else {
        left.append((own, "\(entry.shape) in the file, \(named.tensor.shape) here"))
        continue
      }
      taken[named.name] = entry
    }
    guard !taken.isEmpty else {
      let reasons = left.prefix(3).map { "\($0.0): \($0.1)" }.joined(separator: "; ")
      throw DataFileError(
        file: weights.path,
        requirement: "a file of weights must share at least one tensor with \(record.model)",
        received: "none of \(file.tensors.count) (\(reasons))")
    }
    (self.taken, self.left, unusedCount) = (taken, left, file.tensors.count - used.count)
  }

  /// Sets the tensors of `model`.
  ///
  /// - Throws: `TrainingError` for an element type that tensors do not have.
  func apply(to model: any Model) throws {
    let tensors = try taken.map { name, entry in
      (name, try entry.tensor(name).converted(to: .float32, on: .cpu))
    }
    try model.load(Dictionary(uniqueKeysWithValues: tensors), allowingMissing: true)
  }

  /// Adds to the summary how many tensors were taken, and why the others were not.
  func tell(in told: inout DataSummary?) {
    guard var summary = told else { return }
    defer { told = summary }
    let all = taken.count + left.count
    summary.tell(
      "weights", "\(taken.count) of \(all) tensors from \(weights.path)",
      option: "--weights, --weights-only")
    let reasons = Dictionary(grouping: left, by: \.reason).sorted { $0.key < $1.key }
    for (reason, tensors) in reasons where reason != "not chosen" {
      let names = tensors.prefix(3).map(\.name).joined(separator: ", ")
      let more = tensors.count > 3 ? " and \(tensors.count - 3) more" : ""
      summary.notices.append("Not taken from \(weights.path): \(names)\(more): \(reason).")
    }
    if unusedCount > 0 {
      summary.notices.append("\(unusedCount) of the tensors in \(weights.path) have no use here.")
    }
  }
}
