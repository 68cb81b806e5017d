public import Foundation
internal import Runs
public import Torch

extension Module {
  /// Writes all tensors by name into a safetensors file, in place of the one that was there.
  ///
  /// It holds the same names as a checkpoint's `weights.safetensors`, and either can be loaded.
  ///
  /// - Throws: `TrainingError` when the file cannot be written; the one that was there is kept then.
  public func save(to url: URL) throws {
    var entries: [String: SafetensorsFile.Tensor] = [:]
    for named in namedTensors { entries[named.name] = try SafetensorsFile.Tensor(named.tensor) }
    let data = try SafetensorsFile(entries).encoded()
    do { try data.write(to: url, options: .atomic) } catch {
      throw fault(url, "the file must be writable; received \"\(error.localizedDescription)\"")
    }
  }

  /// Overwrites the module's tensors with those of the same names in a safetensors file, as
  /// ``Torch/Module/load(_:allowingMissing:ignoringUnknown:)`` does.
  ///
  /// - Parameters:
  ///   - allowingMissing: whether tensors that the file does not hold are left as they are.
  ///   - ignoringUnknown: whether the file may hold tensors that the module does not have.
  /// - Throws: `TrainingError` that names the file and the tensor, or `RunsError` for a file that is
  ///   damaged; nothing is changed then.
  public func load(
    contentsOf url: URL, allowingMissing: Bool = false, ignoringUnknown: Bool = false
  ) throws {
    let data: Data
    do { data = try Data(contentsOf: url, options: .mappedIfSafe) } catch {
      throw fault(url, "the file must be readable; received \"\(error.localizedDescription)\"")
    }
    let names = Set(namedTensors.map(\.name))
    var weights: [String: Tensor] = [:]
    do {
      for (name, entry) in try SafetensorsFile(data, file: url.path).tensors {
        // One that is not asked for may be of any type; its name still counts.
        weights[name] =
          names.contains(name) ? try entry.tensor(name) : try .full([], 0, type: .bool)
      }
      try load(weights, allowingMissing: allowingMissing, ignoringUnknown: ignoringUnknown)
    } catch let error as TrainingError {
      throw fault(url, "\(error)")
    } catch let error as TorchError {
      throw fault(url, error.message)
    }
  }
}

private func fault(_ url: URL, _ sentence: String) -> TrainingError {
  TrainingError("\(url.path): \(sentence)")
}
