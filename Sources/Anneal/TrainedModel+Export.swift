package import Foundation
internal import Models
internal import Notation
internal import Runs
package import Tasks
internal import Torch
internal import Training

// The forms in which other programs read a trained model.
extension TrainedModel {
  /// The network as Python, and its names in PyTorch.
  private var python: PyTorchNetwork {
    get throws {
      PyTorchNetwork(try record.network(), notation: record.model, outputs: record.answer.meaning)
    }
  }

  /// A safetensors file of the network's weights under PyTorch's names.
  ///
  /// - Throws: `TorchError` when out of memory.
  package func pyTorchWeights() throws -> Data {
    let names = try python.names
    var entries: [String: SafetensorsFile.Tensor] = [:]
    for named in model.namedTensors {
      guard let name = names[ModelRecord.nameInNetwork(named.name) ?? ""] else { continue }
      entries[name] = try SafetensorsFile.Tensor(named.tensor)
    }
    return try SafetensorsFile(entries, metadata: ["format": "pt"]).encoded()
  }

  /// The tokens of a model of texts for Hugging Face's `tokenizers`; nil for other models.
  package var tokenizer: TokenizerFile? {
    switch record.data {
    case .text(let text): return TokenizerFile(text.vocabulary)
    case .translation(let translation):
      return TokenizerFile(translation.vocabulary, end: Int(translation.end))
    case .table, .images, .sounds: return nil
    }
  }

  /// Writes the folder `url` with `model.py`, which rebuilds the network in PyTorch,
  /// `weights.safetensors`, and `example.safetensors` with inputs as the network receives them and
  /// its outputs; `python model.py` compares them with PyTorch's. For byte pairs and characters there
  /// is `tokenizer.json` for Hugging Face's `tokenizers`, too.
  ///
  /// - Returns: the examples.
  /// - Throws: `TrainingError` if there is such a file or folder already, or it cannot be written;
  ///   nothing is left of it then.
  package func exportPyTorch(to url: URL) throws -> ModelExamples {
    let examples = try ModelExamples(of: self)
    let answers = try SafetensorsFile([
      "input": .init(examples.inputs), "output": .init(outputs(for: examples.inputs)),
    ])
    var files = [
      "model.py": Data(try python.source.utf8), "weights.safetensors": try pyTorchWeights(),
      "example.safetensors": try answers.encoded(),
    ]
    files["tokenizer.json"] = try tokenizer?.encoded()
    try NewFolder.write(url) { folder in
      for (name, data) in files { try data.write(to: folder.appendingPathComponent(name)) }
    }
    return examples
  }

  /// Writes the folder `url` with what ``init(runFolder:best:)`` needs, and the file of the
  /// held-out examples, if the run has one.
  ///
  /// - Throws: `TrainingError` if there is such a file or folder already, or it cannot be written;
  ///   nothing is left of it then.
  package func exportFolder(to url: URL) throws {
    try NewFolder.write(url) { folder in
      let weights = folder.appendingPathComponent("weights.safetensors")
      try model.save(to: weights)
      let files = [
        ModelRecord.file: try record.encoded(),
        "weights.safetensors": try Data(contentsOf: weights),
      ]
      try FileManager.default.removeItem(at: weights)
      try CheckpointStore(folder: folder).write(
        step: step, state: State(threads: threads), files: files)
      guard FileManager.default.fileExists(atPath: heldOutPath) else { return }
      try FileManager.default.copyItem(
        atPath: heldOutPath, toPath: folder.appendingPathComponent("held-out.csv").path)
    }
  }
}

extension ModelRecord.Answer {
  /// Python that says what the network's outputs mean.
  fileprivate var meaning: String {
    switch self {
    case .classes(let names, _):
      "# The outputs are the logits of these classes.\n"
        + "CLASSES = [\(names.map(\.pythonLiteral).joined(separator: ", "))]"
    case .number(let center, let scale):
      "# The number is CENTER + SCALE * output.\n"
        + "CENTER, SCALE = \(center.notationText), \(scale.notationText)"
    case .nextToken: "# The outputs are the logits of the next token after each token."
    case .translation:
      "# The inputs are a text and its translation, n x 2 x length, with padding 0 at their ends.\n"
        + "# The last token of the vocabulary ends a text, and begins a translation.\n"
        + "# The outputs are the logits of the token after each token of the translation."
    }
  }
}

extension String {
  /// The text in Python's quotes.
  fileprivate var pythonLiteral: String {
    let letters = unicodeScalars.map { scalar in
      switch scalar {
      case "\"", "\\": "\\\(scalar)"
      case _ where scalar.value < 32 || scalar.value == 127:
        "\\u" + String(scalar.value + 0x10000, radix: 16).dropFirst()
      default: String(scalar)
      }
    }
    return "\"\(letters.joined())\""
  }
}
