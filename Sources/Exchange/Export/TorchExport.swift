internal import LearningRate

/// A scheduler of PyTorch: its own ones in a row, or `LambdaLR`.
struct TorchExport {
  let text: String

  init(_ source: ExportSource) {
    let base = Dialect(language: .python).number(source.base)
    let heading = source.heading(
      [
        "    optimizer = torch.optim.AdamW(model.parameters(), lr=BASE)",
        "    scheduler = schedule(optimizer)",
        "",
        "and scheduler.step() after each optimizer.step().",
        "A group of parameters with another rate than BASE keeps its share of it.",
      ], comment: "#")
    if let parts = source.parts,
      let native = TorchNative(parts, base: source.base, steps: source.curve.steps)
    {
      text = file(
        [
          heading + "\n\nfrom torch.optim import lr_scheduler\n\nBASE = \(base)",
          "def schedule(optimizer):\n" + indented(native.statements),
        ], gap: 2)
      return
    }
    text = Self.lambda(source, heading: heading, base: base)
  }

  /// A function of the step, as a share of the base rate.
  static func lambda(_ source: ExportSource, heading: String, base: String) -> String {
    let (lists, statements) = source.body(in: Dialect(language: .python))
    let body = statements.joined(separator: "\n")
    let imports =
      (body.contains("math.") ? ["import math"] : [])
      + (body.contains("bisect_right") ? ["from bisect import bisect_right"] : [])
    let start = imports.isEmpty ? "" : imports.joined(separator: "\n") + "\n\n"
    return file(
      [
        heading + "\n\n" + start + "from torch.optim.lr_scheduler import LambdaLR\n\nBASE = \(base)"
          + lists.map { "\n\n" + $0 }.joined(),
        "def rate(step):\n" + indented(statements),
        "def schedule(optimizer):\n    return LambdaLR(optimizer, lambda step: rate(step) / BASE)",
      ], gap: 2)
  }
}
