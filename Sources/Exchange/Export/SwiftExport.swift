internal import LearningRate

/// A Swift function of the step, for MLX or any other loop.
struct SwiftExport {
  let text: String

  init(_ source: ExportSource) {
    let heading = source.heading(
      [
        "    optimizer.learningRate = schedule(step)  // before each update, step from 0",
        "",
        "Not inside compile(…): it keeps the rate it saw first. Compile the loss and its gradient,",
        "and update outside; or hand the rate in as an MLXArray argument.",
      ], comment: "//")
    let (lists, statements) = source.body(in: Dialect(language: .swift))
    let start = source.formula == nil ? "" : "  let step = Double(step)\n"
    text = file(
      [
        heading, "import Foundation", lists.joined(separator: "\n\n"),
        """
        func schedule(_ step: Int) -> Float {
          Float(rate(max(step, 0)))
        }
        """,
        "private func rate(_ step: Int) -> Double {\n" + start + indented(statements, by: 2)
          + "\n}",
      ])
  }
}
