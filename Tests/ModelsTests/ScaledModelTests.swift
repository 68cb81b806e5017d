import Models
import Notation
import Testing

@Suite struct ScaledModelTests {
  private let table = ModelInput.table(numbers: 7, codes: [])
  private let tokens = ModelInput.tokens(vocabulary: 50, length: 16)

  private func form(_ text: String) throws -> any ModelForm {
    try ModelCatalogue.standard.form(parsing: text)
  }

  @Test(arguments: [
    "mlp(hidden: [256, 256]).muP(base: mlp(hidden: [32, 32]))",
    "transformer(width: 256, layers: 8).completeP(base: transformer)",
    "gru(width: 512).muP(base: gru(width: 64))",
  ])
  func `what is written comes back`(text: String) throws {
    #expect(try form(text).notation == text)
    #expect(try ModelNotation(form(text)).notation.description == text)
  }

  @Test func `the words have examples that can be read`() throws {
    #expect(ModelCatalogue.scalingWords.map(\.name) == ["muP", "completeP"])
    for word in ModelCatalogue.scalingWords { _ = try form(word.example) }
  }

  @Test func `the network is the model's, but for the scale of attention`() throws {
    let plain = try form("mlp(hidden: [9])").network(for: table, .vector(2))
    #expect(
      try form("mlp(hidden: [9]).muP(base: mlp(hidden: [3]))").network(for: table, .vector(2))
        == plain)
    let wide = try form("transformer(width: 128).muP(base: transformer(width: 32))")
      .network(for: tokens, .vector(2))
    guard case .sequence(let layers) = wide, case .transformer(let body)? = layers.first else {
      Issue.record("\(wide)")
      return
    }
    // Heads of 32 features in place of 8: √8/32.
    #expect(body.attentionScale == 8.0.squareRoot() / 32)
  }

  @Test func `the scale of attention is in the Python, too`() throws {
    let text = "transformer(width: 128).muP(base: transformer(width: 32))"
    let network = PyTorchNetwork(
      try form(text).network(for: tokens, .vector(2)), notation: text, outputs: "")
    #expect(network.source.contains("scale=0.0883883"))
  }

  @Test func `a widened model has larger widths, and the same base`() throws {
    #expect(try form("mlp(hidden: [3, 5])").widened(by: 4).notation == "mlp(hidden: [12, 20])")
    #expect(try form("linear").widened(by: 4).notation == "linear")
    #expect(
      try form("lstm(width: 8).muP(base: lstm(width: 2))").widened(by: 2).notation
        == "lstm(width: 16).muP(base: lstm(width: 2))")
  }

  @Test(arguments: [
    ("muP(base: mlp)", "'muP' follows a model and a dot"),
    ("mlp.muP", "base"), ("mlp.mup(base: mlp)", "did you mean 'muP'?"),
    ("mlp.muP(base: mlp).muP(base: mlp)", "a model is scaled once"),
  ])
  func `a wrong notation is an error at its place`(text: String, part: String) throws {
    let error = #expect(throws: NotationError.self) { try form(text) }
    #expect("\(try #require(error))".contains(part), "\(String(describing: error))")
  }

  @Test(arguments: [
    ("mlp.muP(base: linear)", "must be a model of the same kind, mlp; received linear"),
    ("linear.muP(base: linear)", "for models with a width"),
    ("mlp(hidden: [8, 8]).muP(base: mlp(hidden: [8]))", "must have the same layers"),
    ("mlp.completeP(base: mlp)", "scales the number of a transformer's blocks"),
  ])
  func `a base that does not fit is an error`(text: String, part: String) throws {
    let model = try form(text)
    let error = #expect(throws: ModelError.self) { try model.network(for: table, .vector(2)) }
    #expect("\(try #require(error))".contains(part), "\(String(describing: error))")
  }

  @Test func `muP does not scale the number of layers`() throws {
    let model = try form("transformer(layers: 4).muP(base: transformer(layers: 2))")
    let error = #expect(throws: ModelError.self) { try model.network(for: tokens, .vector(2)) }
    #expect("\(try #require(error))".contains("completeP scales their number"))
  }
}
