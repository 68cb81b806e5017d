import Models
import Testing

/// The Python of each family; `runs export --to torch` is compared with PyTorch's own outputs
/// elsewhere, here is what can be read off the text.
@Suite struct PyTorchNetworkTests {
  /// Each family with examples that it takes, and the classes that `torch.nn` lacks.
  private static let networks: [(String, ModelInput, [String])] = [
    ("linear", .table(numbers: 3, codes: []), []),
    ("linear", .image(channels: 1, height: 5, width: 7), []),
    ("mlp", .table(numbers: 3, codes: [4, 5]), ["Categories"]),
    ("factors", .table(numbers: 0, codes: [4, 5]), ["Factors"]),
    ("factors", .table(numbers: 2, codes: [4, 5, 6]), ["Factors"]),
    ("cnn", .image(channels: 3, height: 1, width: 1), []),
    ("cnn", .image(channels: 3, height: 300, width: 20), ["GlobalAverage"]),
    ("resnet", .image(channels: 1, height: 5, width: 7), ["GlobalAverage", "Residual"]),
    ("bag", .tokens(vocabulary: 9, length: 6), ["Bag"]),
    ("gru(layers: 3)", .tokens(vocabulary: 9, length: 6), ["Recurrent"]),
    ("rnn", .tokens(vocabulary: 9, length: 6), ["Recurrent"]),
    ("lstm", .tokens(vocabulary: 9, length: 6), ["Recurrent"]),
    (
      "transformer", .tokens(vocabulary: 9, length: 6), ["Attention", "Block", "Transformer"]
    ),
  ]

  private static func network(
    _ index: Int
  ) throws -> (PyTorchNetwork, LayerDescription, classes: [String]) {
    let (word, input, classes) = networks[index]
    let form = try ModelCatalogue.standard.form(parsing: word)
    let outputs = form is FactorsModel ? 1 : 4
    let network = try form.network(for: input, .vector(outputs))
    return (PyTorchNetwork(network, notation: form.notation, outputs: ""), network, classes)
  }

  @Test(arguments: networks.indices)
  func `the file defines the classes that it needs, and no others`(index: Int) throws {
    let (torch, _, classes) = try Self.network(index)
    let defined = torch.source.split(separator: "\n").filter { $0.hasPrefix("class ") }
    #expect(defined.map { String($0) } == classes.map { "class \($0)(nn.Module):" })
    for name in ["make_network", "read_safetensors", "make_model"] {
      #expect(torch.source.contains("\n\ndef \(name)("), "\(name)")
    }
  }

  @Test(arguments: networks.indices)
  func `the brackets of the file are closed, and it is indented by four spaces`(index: Int) throws {
    let source = try Self.network(index).0.source
    var open: [Character] = []
    for letter in source {
      switch letter {
      case "(", "[", "{": open.append(letter)
      case ")": #expect(open.popLast() == "(")
      case "]": #expect(open.popLast() == "[")
      case "}": #expect(open.popLast() == "{")
      default: break
      }
    }
    #expect(open.isEmpty)
    for line in source.split(separator: "\n") {
      #expect(line.prefix { $0 == " " }.count.isMultiple(of: 4), "\(line)")
      #expect(!line.contains("\t") && line.last != " ", "\(line)")
    }
    #expect(source.hasSuffix("\n") && !source.hasSuffix("\n\n"))
  }

  @Test(arguments: networks.indices)
  func `every weight has a name of its own in PyTorch`(index: Int) throws {
    let names = try Self.network(index).0.names
    #expect(!names.isEmpty)
    #expect(Set(names.values).count == names.count)
    #expect(names.values.allSatisfy { !$0.isEmpty && !$0.contains(" ") })
  }

  @Test func `weights are called as PyTorch calls them`() throws {
    func names(_ word: String, _ input: ModelInput) throws -> [String: String] {
      let form = try ModelCatalogue.standard.form(parsing: word)
      let output = ModelOutput.vector(form is FactorsModel ? 1 : 2)
      return PyTorchNetwork(try form.network(for: input, output), notation: word, outputs: "").names
    }
    #expect(
      try names("mlp(hidden: [3])", .table(numbers: 2, codes: [4])) == [
        "layers.0.tables.0.weight": "0.tables.0.weight", "layers.1.weight": "1.weight",
        "layers.1.bias": "1.bias", "layers.4.weight": "4.weight", "layers.4.bias": "4.bias",
      ])
    #expect(
      try names("cnn", .image(channels: 1, height: 8, width: 8)) == [
        "layers.0.weight": "0.weight", "layers.1.weight": "1.weight", "layers.1.bias": "1.bias",
        "layers.1.runningMean": "1.running_mean", "layers.1.runningVariance": "1.running_var",
        "layers.5.weight": "5.weight", "layers.5.bias": "5.bias",
      ])
    let cells = try names("lstm(layers: 2)", .tokens(vocabulary: 5, length: 4))
    #expect(cells["layers.0.network.cells.1.hiddenBias"] == "0.network.bias_hh_l1")
    #expect(cells["layers.0.network.cells.0.inputWeight"] == "0.network.weight_ih_l0")
    let resnet = try names("resnet", .image(channels: 1, height: 8, width: 8))
    #expect(
      resnet["layers.5.shortcut.layers.1.runningVariance"] == "5.shortcut.1.running_var")
    #expect(resnet["layers.3.body.layers.3.weight"] == "3.body.3.weight")
    #expect(
      try Set(names("factors", .table(numbers: 0, codes: [2, 3])).keys) == [
        "bias", "biases.0.weight", "biases.1.weight", "factors.0.weight", "factors.1.weight",
      ])
    #expect(try names("factors", .table(numbers: 1, codes: [2, 3]))["weight"] == "weight")
  }

  @Test func `a small network is spelled out`() throws {
    let form = try ModelCatalogue.standard.form(parsing: "mlp(hidden: [3], activation: relu)")
    let network = try form.network(for: .table(numbers: 2, codes: []), .vector(1))
    let source = PyTorchNetwork(network, notation: form.notation, outputs: "").source
    #expect(
      source.hasPrefix("\"\"\"mlp(hidden: [3], activation: relu), as exported by Anneal.\n"))
    #expect(
      source.contains(
        """
        def make_network():
            return nn.Sequential(
                nn.Linear(2, 3),
                nn.ReLU(),
                nn.Dropout(0.1),
                nn.Linear(3, 1),
            )

        """))
  }
}
