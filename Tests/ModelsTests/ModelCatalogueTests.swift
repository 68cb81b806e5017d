import Models
import Notation
import Testing

@Suite struct ModelCatalogueTests {
  @Test func `the families are listed with formula, purpose and example`() {
    let words = ModelCatalogue.standard.words
    #expect(
      words.map(\.name) == [
        "linear", "mlp", "factors", "cnn", "resnet", "bag", "rnn", "gru", "lstm", "transformer",
        "encoderDecoder", "attentiveGRU",
      ])
    for word in words {
      #expect(!word.summary.isEmpty && !word.formula.isEmpty && !word.purpose.isEmpty)
      #expect(throws: Never.self) { try ModelCatalogue.standard.form(parsing: word.example) }
    }
  }

  @Test(arguments: ModelCatalogue.standard.words.map(\.name))
  func `a family with its defaults is its word alone`(word: String) throws {
    #expect(try ModelCatalogue.standard.form(parsing: word).notation == word)
    #expect(try ModelCatalogue.standard.form(parsing: word + "()").notation == word)
  }

  @Test(arguments: [
    "mlp(hidden: [])", "mlp(hidden: [1])", "mlp(hidden: [4096, 7], dropout: 0, activation: relu)",
    "mlp(dropout: 0.95)", "mlp(activation: gelu)", "mlp(activation: tanh)", "factors(factors: 1)",
    "factors(factors: 1024)", "cnn(width: 512, dropout: 0.5)", "cnn(width: 1)",
    "resnet(width: 8, blocks: [2])", "resnet(blocks: [1, 2, 3, 4, 5, 64])",
    "bag(width: 4096, dropout: 0)", "gru(width: 7, layers: 16, dropout: 0.25)", "gru(width: 1)",
    "lstm(layers: 2)", "lstm(width: 4096, dropout: 0)",
    "transformer(width: 12, layers: 48, heads: 3, dropout: 0)", "transformer(heads: 64)",
  ])
  func `what is written comes back`(text: String) throws {
    let form = try ModelCatalogue.standard.form(parsing: text)
    #expect(form.notation == text)
    #expect(try ModelCatalogue.standard.form(parsing: form.notation).notation == text)
  }

  @Test(arguments: [
    ("mlp(hidden: [64, 64])", "mlp"), ("cnn(dropout: 0)", "cnn"),
    ("transformer(heads: 4, width: 128)", "transformer"), ("factors( factors :8 )", "factors"),
    ("lstm(dropout: 0.2, width: 64)", "lstm(width: 64, dropout: 0.2)"),
  ])
  func `defaults are left out, and arguments come in their order`(
    text: String, printed: String
  ) throws {
    #expect(try ModelCatalogue.standard.form(parsing: text).notation == printed)
  }

  @Test(arguments: [
    ("mpl", "unknown model 'mpl' at column 1; did you mean 'mlp'?"),
    ("CNN", "unknown model 'CNN' at column 1; did you mean 'cnn'?"),
    ("mlp(hiden: [3])", "unknown label 'hiden' in 'mlp' at column 5; did you mean 'hidden'?"),
    ("linear(width: 3)", "width"), ("mlp([3])", ""), ("mlp(hidden: 3)", "list"),
    ("mlp(hidden: [0])", "hidden must be between 1 and 4096; received 0 at column 13"),
    ("mlp(hidden: [1.5])", "whole number"),
    (
      "mlp(hidden: \([Int](repeating: 1, count: 17)))",
      "hidden must be at most 16 widths; received 17 at column 13"
    ),
    ("mlp(dropout: 0.96)", "dropout must be between 0 and 0.95; received 0.96 at column 14"),
    ("cnn(dropout: -0.1)", "dropout must be between 0 and 0.95; received -0.1 at column 14"),
    ("mlp(activation: sine)", "activation"), ("cnn(width: 513)", "between 1 and 512"),
    ("resnet(blocks: [])", "blocks must be one to six numbers; received 0 at column 16"),
    ("resnet(blocks: [1, 65])", "blocks must be between 1 and 64; received 65"),
    ("factors(factors: 0)", "factors must be between 1 and 1024; received 0"),
    ("gru(layers: 17)", "layers must be between 1 and 16; received 17"),
    ("transformer(heads: 65)", "heads must be between 1 and 64; received 65"),
    ("transformer(layers: 49)", "layers must be between 1 and 48; received 49"),
    ("mlp(dropout: 0.1, dropout: 0.2)", "twice"), ("mlp.cnn", "stands alone"), ("", "empty"),
    ("[64, 64]", "model"), ("mlp(", ""),
  ])
  func `a model that cannot be is an error at its column`(text: String, part: String) {
    let error = #expect(throws: NotationError.self) {
      try ModelCatalogue.standard.form(parsing: text)
    }
    #expect(part.isEmpty || error?.summary.contains(part) == true, "\(error?.summary ?? "")")
  }

  @Test func `models of one notation are equal as arguments`() throws {
    func model(_ text: String) throws -> ModelNotation {
      try ModelNotation(notation: NotationExpression(parsing: text), named: "model")
    }
    #expect(try model("mlp(hidden: [64, 64])") == model("mlp()"))
    #expect(try model("mlp(hidden: [64])") != model("mlp"))
    #expect(try Set([model("gru"), model("gru(width: 128)"), model("lstm")]).count == 2)
    #expect(try model("cnn").notation.description == "cnn")
    #expect(try model("cnn(width: 3)").notation.description == "cnn(width: 3)")
  }
}
