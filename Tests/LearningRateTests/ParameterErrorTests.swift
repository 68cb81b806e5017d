import LearningRate
import Notation
import Testing

/// Parameters that no schedule can have, and what is said about them.
@Suite struct ParameterErrorTests {
  @Test(arguments: [
    (
      "polynomial(from: 1, to: 0, power: 0)",
      "power must be positive, and at most 1e100; received 0 at column 35"
    ),
    ("polynomial(from: 1, to: 0)", "'polynomial' needs 'power' at column 1"),
    (
      "polynomialCycles(from: 1, to: 0, first: 0ep, power: 1)",
      "first must be positive, and at most 1e100; received 0ep at column 41"
    ),
    (
      "multiStep(from: 1, gamma: 0.1, at: [1, -2ep])",
      "at must be between 0 and 1e100; received -2ep at column 36"
    ),
    (
      "multiStep(from: 1, gamma: 0.1, at: [1, \"x\"])",
      "at must be a length such as 500, 5ep or 5%; received \"x\" at column 40"
    ),
    (
      "multiStep(from: 1, gamma: 0.1, at: 5)",
      "at must be a list in brackets; received 5 at column 36"
    ),
    ("piecewise([:])", "values must be given with one at 0; received none at column 11"),
    ("piecewise([1: 2])", "the first key must be 0; received 1 at column 1"),
    ("piecewise([0: 2, 5: 1, 5.0: 3])", "the key 5 is there twice at column 24"),
    (
      "piecewise([0: 2, 5: 1, 3: 3])", "the keys must be rising; received 3 after 5 at column 1"
    ),
    (
      "piecewise([0: 2, 5%: 1e101])",
      "the value at 5% must be between -1e100 and 1e100; received 1e101 at column 1"
    ),
    (
      "piecewise([0, 1])",
      "values must be a dictionary such as [0: 0.1, 50%: 0.01]; received [0, 1] at column 11"
    ),
    (
      "piecewise([a: 1])",
      "the key must be a length such as 500, 5ep or 5%; received a at column 12"
    ),
    ("piecewise([0: 5%])", "the value must be a number; received 5% at column 15"),
    (
      "drop(from: 1, by: 0.1, every: 1, to: 2)",
      "to must be at most from, 1; received 2 at column 38"
    ),
    ("drop(from: -1, by: 0.1, every: 1)", "to must be at most from, -1; received 0 at column 12"),
    (
      "drop(from: 1, by: -0.1, every: 1)",
      "by must be between 0 and 1e100; received -0.1 at column 19"
    ),
    (
      "compoundInverseTime(from: 1, decay: -1)",
      "decay must be between 0 and 1e100; received -1 at column 37"
    ),
    (
      "inverseSquareRoot(from: 1, timescale: 0)",
      "timescale must be positive, and at most 1e100; received 0 at column 39"
    ),
    (
      "power(from: 1, timescale: 1, power: -1)",
      "power must be between 0 and 1e100; received -1 at column 37"
    ),
    (
      "noam(width: 0, warmup: 1)", "width must be between 1e-100 and 1e100; received 0 at column 13"
    ),
    (
      "cosineRestarts(from: 1, to: 0, first: 5, growth: 0.9)",
      "growth must be between 1 and 1000000; received 0.9 at column 50"
    ),
    (
      "cosineRestarts(from: 1, to: 0, first: 5, cycles: 3)",
      "cosineRestarts must be given first and growth, or cycles; received cycles and first at column 1"
    ),
    (
      "cosineRestarts(from: 1, to: 0, cycles: 0)",
      "cycles must be between 1 and 2^53; received 0 at column 40"
    ),
    (
      "cosineRestarts(from: 1, to: 0, cycles: 2.5)",
      "cycles must be a whole number; received 2.5 at column 40"
    ),
    (
      "cosineRestarts(from: 1, to: 0, first: 5, shrinking: peek)",
      "shrinking must be height or peak; received peek at column 53; did you mean 'peak'?"
    ),
    (
      "cosineRestarts(from: 1, to: 0, first: 5, shrink: -1)",
      "shrink must be between 0 and 1e100; received -1 at column 50"
    ),
    (
      "triangular(low: 0, high: 1, up: 0)",
      "up must be positive unless down is; received 0 at column 33"
    ),
    (
      "triangular(low: 0, high: 1, up: 5, shrink: 0)",
      "shrink must be positive, and at most 1e100; received 0 at column 44"
    ),
    (
      "oneCycle(peak: 1, shape: square)",
      "shape must be cosine or linear; received square at column 26"
    ),
    ("oneCycle(peak: 1, phases: 4)", "phases must be 2 or 3; received 4 at column 27"),
    (
      "wsd(peak: 1, warmup: 1, cooldown: 1, shape: power(0))",
      "the power of shape must be positive, and at most 1e100; received 0 at column 45"
    ),
    (
      "tanh(from: 1, to: 0, lower: 3)", "upper must be above lower, 3; received 3 at column 29"
    ),
    ("random(low: 2, high: 1, seed: 1)", "high must be at least low, 2; received 1 at column 22"),
    (
      "random(low: 0, high: 1, seed: 1, scale: log)",
      "low must be at least 1e-100 with the scale log; received 0 at column 13"
    ),
    (
      "random(low: 0, high: 1, seed: 1.5)", "seed must be a whole number; received 1.5 at column 31"
    ),
    (
      "inverseLinear(from: 1, beta: 1)",
      "beta must be at least 0 and below 1; received 1 at column 30"
    ),
    (
      "constant(1).warmup(5, shape: constant)",
      "shape must be other than constant if from is left out; received constant at column 30"
    ),
    (
      "constant(1).warmup(5, from: 0, shape: squareroot)",
      "shape must be linear, cosine, exponential, constant, squareRoot, logarithmic or power(q); "
        + "received squareroot at column 39; did you mean 'squareRoot'?"
    ),
    (
      "constant(1).cooldown(5, shape: cosin)",
      "shape must be linear, squareRoot, cosine, exponential or power(q); received cosin at column "
        + "32; did you mean 'cosine'?"
    ),
    (
      "constant(1).cooldown(5, shape: power)",
      "shape must be linear, squareRoot, cosine, exponential or power(q); received power at column 32"
    ),
    (
      "constant(1).cooldown(5, shape: power(-1))",
      "the power of shape must be positive, and at most 1e100; received -1 at column 32"
    ),
    ("constant(1).delayed(-1)", "length must be between 0 and 1e100; received -1 at column 21"),
    (
      "constant(1).held(every: 0)",
      "every must be positive, and at most 1e100; received 0 at column 25"
    ),
    (
      "constant(1).repeated(every: 0%)",
      "every must be positive, and at most 1e100; received 0% at column 29"
    ),
    (
      "constant(1).multiplied(by: 2)",
      "a schedule must be a shape such as cosine(from: 3e-4, to: 0); received 2 at column 28; did you mean 'constant(2)'?"
    ),
    ("constant(1).multiplied()", "'multiplied' needs 'by' at column 13"),
    (
      "constant(1).smoothed(momentum: 1)",
      "momentum must be at least 0 and below 1; received 1 at column 32"
    ),
    ("constant(1).jittered(by: 2, seed: 1)", "by must be between 0 and 1; received 2 at column 26"),
    ("constant(1).stretched(to: -1)", "to must be between 0 and 1e100; received -1 at column 27"),
    ("constant(1).advanced(by: -1)", "by must be between 0 and 1e100; received -1 at column 26"),
    (
      "constant(1).warped(power: 0)",
      "power must be positive, and at most 1e100; received 0 at column 27"
    ),
  ])
  func `a parameter that cannot be is named and placed`(text: String, summary: String) {
    let error = #expect(throws: NotationError.self) { try Schedule(text) }
    #expect(error?.summary == summary)
  }

  @Test func `a schedule too long to be read back is refused`() throws {
    let list = "[" + (0..<3_000).map { "\($0 + 100_000)" }.joined(separator: ",") + "]"
    let one = try Schedule("multiStep(from: 1, gamma: 0.9, at: \(list))")
    #expect(try Schedule(one.description) == one)
    let text = "\(one)".replacing(", ", with: ",")
    let error = #expect(throws: NotationError.self) {
      try Schedule("\(text).multiplied(by: \(text)).multiplied(by: \(text))")
    }
    // three of 36 + 3000 · 6 + 2999 · 2 + 2, and two of ".multiplied(by: )"
    #expect(
      error?.message == "the schedule must be written in at most 65536 bytes; received 72142")
  }
}
