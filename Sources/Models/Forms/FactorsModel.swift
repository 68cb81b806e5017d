package import Notation

/// A factor model of a table with users, items and ratings.
package struct FactorsModel: ModelForm {
  /// The number of factors: the length of each vector.
  package var factors = 8

  package static let word = NotationWord(
    "factors", summary: "Biases and products of vectors, such as of users and items.",
    formula: "y = b + Σ bᵢ[cᵢ] + Σ pᵢ[cᵢ]·pⱼ[cⱼ] over pairs of columns i < j + w·x; "
      + "parameters = 1 + (factors + 1)·Σ categories + numbers",
    purpose: "recommendation: a table of users, items and ratings",
    example: "factors(factors: 16)",
    source: "Koren, Bell, Volinsky, Matrix Factorization Techniques, 2009; Rendle, 2010")

  package static var parameters: NotationParameters<FactorsModel> {
    [.optional("factors", \.factors, .within(1...1024))]
  }

  /// The model with its defaults.
  package init() {}

  package func network(for input: ModelInput, _ output: ModelOutput) throws -> LayerDescription {
    guard case .table(let numbers, let sizes) = input, sizes.count >= 2 else {
      throw unsuited(to: input, takes: "tables with two or more columns of many categories")
    }
    guard output == .vector(1) else {
      throw ModelError("the model factors answers with one number, and the target has classes")
    }
    return .factors(numbers: numbers, sizes: sizes, width: factors)
  }

  package func widened(by factor: Int) -> Self { self }

  package func architecture(for input: ModelInput, _ output: ModelOutput) -> String {
    guard case .table(_, let sizes) = input else { return "factors" }
    return "\(factors) factors of \(sizes.map(String.init).joined(separator: " × "))"
  }
}
