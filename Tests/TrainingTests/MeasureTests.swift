import Testing
import Training

@Suite struct MeasureTests {
  @Test func `a mean over unequal parts is the mean of all`() {
    // (1 + 2 + 3)/3 and 10/1: together 16/4 = 4, where the mean of means is 6.
    #expect((Measure.mean(6, over: 3) + .mean(10, over: 1)).value == 4)
  }

  @Test func `perplexity is exp of the mean, not a mean of exponentials`() {
    // 2 tokens at 1 nat, 6 at 3: (2 + 18)/8 = 2.5; e^2.5 = 12.182494
    let both = Measure.perplexity(loss: 1, over: 2) + .perplexity(loss: 3, over: 6)
    #expect(abs(both.value - 12.182494) < 1e-5)
  }

  @Test func `bits per character weigh tokens by their characters`() {
    // 2 tokens of 6 characters at 3 ln 2 nats, 4 of 2 at ln 2: 10 bits for 8 characters.
    let nat = 0.693_147_180_559_945_3
    let both =
      Measure.bitsPerCharacter(loss: 3 * nat, over: 2, characters: 6)
      + .bitsPerCharacter(loss: nat, over: 4, characters: 2)
    #expect(abs(both.value - 1.25) < 1e-12)
  }

  @Test func `F1 counts over all parts`() {
    // TP 3, FP 1, FN 4: 6/(6 + 5)
    let one = Measure.f1(truePositives: 2, falsePositives: 0, falseNegatives: 1)
    let other = Measure.f1(truePositives: 1, falsePositives: 1, falseNegatives: 3)
    #expect(abs((one + other).value - 6.0 / 11) < 1e-15)
    #expect(Measure.f1(truePositives: 0, falsePositives: 0, falseNegatives: 0).value == 0)
  }

  @Test func `R² is of the whole data set, however it is cut`() {
    // scikit-learn's example: r2_score([3, -0.5, 2, 7], [2.5, 0, 2, 8]) = 0.9486081370449679
    let whole = Measure.rSquared(targets: [3, -0.5, 2, 7], predictions: [2.5, 0, 2, 8])
    let parts =
      Measure.rSquared(targets: [3], predictions: [2.5])
      + .rSquared(targets: [-0.5, 2, 7], predictions: [0, 2, 8])
    #expect(abs(whole.value - 0.9486081370449679) < 1e-14)
    #expect(abs(parts.value - whole.value) < 1e-14)
  }

  private func bleu(_ candidates: [String], _ references: [[String]]) -> Measure {
    func words(_ text: String) -> [Substring] { text.split(separator: " ") }
    return Measure.bleu(
      candidates: candidates.map(words), references: references.map { $0.map(words) })
  }

  // sacreBLEU 2.6.0: corpus_bleu(candidates, [references], tokenize="none", smooth_method="none").score / 100
  @Test func `BLEU is of the corpus, however it is cut, as sacreBLEU has it`() {
    let candidates = [
      "the cat sat on the mat today", "a dog runs over the green field", "he reads the book",
    ]
    let references = [
      ["the cat sat on the mat"], ["the dog runs over a green field now"],
      ["he reads a book in bed"],
    ]
    #expect(abs(bleu(candidates, references).value - 0.4668330721298283) < 1e-14)
    #expect(
      abs(
        bleu(Array(candidates[..<2]), Array(references[..<2])).value - 0.5836887628990504) < 1e-14)
    let parts = zip(candidates, references).map { bleu([$0], [$1]) }
    #expect(abs((parts[0] + parts[1] + parts[2]).value - 0.4668330721298283) < 1e-14)
    #expect(abs(parts[0].value - 0.8091067115702207) < 1e-14)
  }

  @Test func `of several references each counts, and the nearest in length`() {
    let value = bleu(
      ["the cat sat on mat now"], [["the cat sat on the mat", "now the cat sat on a mat today"]])
    #expect(abs(value.value - 0.56234132519034915) < 1e-14)
  }

  @Test func `short translations are punished, and what matches nowhere is 0`() {
    #expect(abs(bleu(["a b c d"], [["a b c d e f"]]).value - 0.60653065971263342) < 1e-14)
    #expect(bleu(["the the the the"], [["the cat the mat"]]).value == 0)
    #expect(bleu([""], [["a b c d"]]).value == 0)
    #expect(bleu([], []).value == 0)
  }

  @Test func `measures of different kinds do not add up`() async {
    await #expect(processExitsWith: .failure) {
      _ = Measure.mean(1, over: 1) + .f1(truePositives: 1, falsePositives: 1, falseNegatives: 1)
    }
  }
}
