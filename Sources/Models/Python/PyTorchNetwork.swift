/// A network as Python for PyTorch, with the names that its weights have there.
package struct PyTorchNetwork {
  /// A Python file without dependencies besides PyTorch: the classes that `torch.nn` has not, and
  /// `make_model(folder)`, which rebuilds the network and loads `weights.safetensors`. Run as a
  /// program, it compares the outputs with those of `example.safetensors`.
  package let source: String
  /// The name in PyTorch of each tensor, by its name in Anneal.
  package let names: [String: String]

  /// The Python of `network`.
  ///
  /// - Parameters:
  ///   - notation: the model's notation, for the file's first line.
  ///   - outputs: lines of Python that say what the outputs mean.
  package init(_ network: LayerDescription, notation: String, outputs: String) {
    names = Dictionary(uniqueKeysWithValues: network.weightNames)
    let helpers = PythonClass.allCases.filter(network.pythonClasses.contains).map(\.source)
    source = """
      \"\"\"\(notation), as exported by Anneal.

      model = make_model(folder) gives the network with its weights, in evaluation mode. As a program, it
      compares its outputs for the inputs in example.safetensors with Anneal's.
      \"\"\"
      import json
      import os
      import struct
      import sys

      import torch
      import torch.nn.functional as F
      from torch import nn

      \(outputs)
      \(helpers.map { "\n\n" + $0 + "\n" }.joined())

      def make_network():
          return \(network.python(indent: 4))


      def read_safetensors(path):
          types = {"F32": torch.float32, "F64": torch.float64, "I64": torch.int64, "BF16": torch.bfloat16}
          with open(path, "rb") as file:
              data = bytearray(file.read())
          length = struct.unpack("<Q", data[:8])[0]
          header = json.loads(data[8:8 + length])
          header.pop("__metadata__", None)
          tensors = {}
          for name, entry in header.items():
              start, end = (8 + length + offset for offset in entry["data_offsets"])
              values = torch.frombuffer(data[start:end], dtype=types[entry["dtype"]])
              tensors[name] = values.reshape(entry["shape"]).clone()
          return tensors


      def make_model(folder=os.path.dirname(os.path.abspath(__file__))):
          network = make_network()
          weights = read_safetensors(os.path.join(folder, "weights.safetensors"))
          missing, unknown = network.load_state_dict(weights, strict=False)
          # PyTorch's count of batches is not part of the function.
          missing = [name for name in missing if not name.endswith("num_batches_tracked")]
          if missing or unknown:
              raise ValueError(f"missing weights {missing}, unknown weights {unknown}")
          return network.eval()


      def main():
          example = read_safetensors(os.path.join(os.path.dirname(os.path.abspath(__file__)), "example.safetensors"))
          with torch.no_grad():
              outputs = make_model()(example["input"])
          difference = (outputs - example["output"]).abs().max().item()
          largest = example["output"].abs().max().item()
          sys.stdout.write(
              f"largest difference {difference:.3g} of outputs up to {largest:.3g}, {len(outputs)} examples\\n")
          # Rounding errors are relative to the outputs; a NaN is no agreement.
          return 0 if difference <= 1e-5 * max(1, largest) else 1


      if __name__ == "__main__":
          sys.exit(main())

      """
  }
}
