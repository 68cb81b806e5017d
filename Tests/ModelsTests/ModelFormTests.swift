import Models
import Testing

/// Which family takes which examples, and how its sizes are told.
@Suite struct ModelFormTests {
  private static let table = ModelInput.table(numbers: 12, codes: [])
  private static let ratings = ModelInput.table(numbers: 1, codes: [300, 50])
  private static let image = ModelInput.image(channels: 1, height: 28, width: 28)
  private static let text = ModelInput.tokens(vocabulary: 500, length: 32)

  @Test(arguments: [
    (
      "linear", text,
      "linear takes tables and images; bag is linear over words, and these are texts"
    ),
    ("mlp", text, "mlp takes tables and images, and these are texts"),
    (
      "factors", image,
      "factors takes tables with two or more columns of many categories, and these are images"
    ),
    (
      "factors", table,
      "factors takes tables with two or more columns of many categories, and these are "
        + "the rows of a table"
    ),
    ("cnn", table, "cnn takes images, and these are the rows of a table"),
    ("cnn", text, "cnn takes images, and these are texts"),
    ("resnet", ratings, "resnet takes images, and these are the rows of a table"),
    ("bag", table, "bag takes texts, and these are the rows of a table"),
    ("gru", image, "gru takes texts, and these are images"),
    ("lstm", table, "lstm takes texts, and these are the rows of a table"),
    ("transformer", image, "transformer takes texts, and these are images"),
  ])
  func `examples that a family is not for are named`(
    word: String, input: ModelInput, message: String
  ) throws {
    let form = try ModelCatalogue.standard.form(parsing: word)
    let error = #expect(throws: ModelError.self) { try form.network(for: input, .vector(3)) }
    #expect(error?.description == "the model \(message)")
  }

  @Test func `classes, next tokens and heads that do not fit are named`() throws {
    func message(_ word: String, _ input: ModelInput, _ output: ModelOutput) throws -> String? {
      let form = try ModelCatalogue.standard.form(parsing: word)
      return #expect(throws: ModelError.self) { try form.network(for: input, output) }?.description
    }
    #expect(
      try message("factors", Self.ratings, .vector(2))
        == "the model factors answers with one number, and the target has classes")
    #expect(
      try message("bag", Self.text, .nextToken)
        == "the model bag takes texts in classes, and this text has none")
    #expect(
      try message("transformer(width: 10)", Self.text, .vector(2))
        == "the heads of a transformer must divide its width, 10; received 4")
  }

  @Test(arguments: [
    ("linear", table, 1, "linear 12-1"), ("linear", image, 10, "linear 784-10"),
    // Each column of categories is a vector of 1.6·size^0.56: 300 gives 39, 50 gives 14.
    ("linear", ratings, 1, "linear 54-1"), ("mlp(hidden: [64, 64])", table, 1, "MLP 12-64-64-1"),
    ("mlp(hidden: [])", table, 4, "MLP 12-4"), ("mlp(hidden: [8])", ratings, 2, "MLP 54-8-2"),
    ("mlp(hidden: [32])", image, 10, "MLP 784-32-10"),
    ("factors", ratings, 1, "8 factors of 300 × 50"),
    ("factors(factors: 3)", ratings, 1, "3 factors of 300 × 50"),
    ("cnn", image, 10, "CNN 1-16-32-10"), ("cnn(width: 4)", image, 2, "CNN 1-4-8-2"),
    ("resnet", image, 10, "ResNet 1×16-1×32-1×64-10"),
    ("resnet(width: 8, blocks: [2, 3])", image, 5, "ResNet 2×8-3×16-5"),
    ("bag", text, 3, "bag of words 64-3"), ("gru(layers: 2)", text, 3, "GRU 2×128-3"),
    ("lstm(width: 7)", text, 3, "LSTM 1×7-3"),
    ("transformer", text, 3, "transformer 2×128 of 4 heads-3"),
  ])
  func `a network is told in a few words with its sizes`(
    word: String, input: ModelInput, outputs: Int, architecture: String
  ) throws {
    let form = try ModelCatalogue.standard.form(parsing: word)
    #expect(form.architecture(for: input, .vector(outputs)) == architecture)
  }

  @Test(arguments: [
    ("rnn(layers: 3)", "RNN 3×128-500"), ("gru", "GRU 1×128-500"), ("lstm", "LSTM 1×128-500"),
    ("transformer", "transformer 2×128 of 4 heads-500"),
  ])
  func `a model of the next token answers with the vocabulary`(
    word: String, architecture: String
  ) throws {
    let form = try ModelCatalogue.standard.form(parsing: word)
    #expect(form.architecture(for: Self.text, .nextToken) == architecture)
  }
}
