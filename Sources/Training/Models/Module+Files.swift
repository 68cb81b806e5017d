public import Foundation
internal import Runs
public import Torch

extension Module {
  /// Writes all tensors by name into a safetensors file, replacing an existing one.
  ///
  /// The names are those of a checkpoint's `weights.safetensors`; either file can be loaded.
  ///
  /// - Throws: `TrainingError` if the file cannot be written; an existing file is kept in that
  ///   case.
  public func save(to url: URL) throws {
    var entries: [String: SafetensorsFile.Tensor] = [:]
    for named in namedTensors { entries[named.name] = try SafetensorsFile.Tensor(named.tensor) }
    let data = try SafetensorsFile(entries).encoded()
    do { try data.write(to: url, options: .atomic) } catch {
      throw fault(url, "the file must be writable; received \"\(error.localizedDescription)\"")
    }
  }

  /// Overwrites the module's tensors with the tensors of the same names in a safetensors file, as
  /// ``Torch/Module/load(_:allowingMissing:ignoringUnknown:)`` does.
  ///
  /// - Parameters:
  ///   - allowingMissing: whether the file may omit tensors of the module, which then keep their
  ///     values.
  ///   - ignoringUnknown: whether the file may contain names that the module does not have.
  /// - Throws: `TrainingError` that names the file and the tensor, or `RunsError` for a damaged
  ///   file; nothing is changed in that case.
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
        // A tensor that is not requested may have any type; its name still counts.
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
