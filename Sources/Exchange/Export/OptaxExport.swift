internal import LearningRate

/// A schedule of optax: its own functions joined, or one that computes the formula under `jit`.
struct OptaxExport {
  let text: String

  init(_ source: ExportSource) {
    let usage = ["    optimizer = optax.adamw(learning_rate=schedule)"]
    let heading = source.heading(usage, comment: "#")
    if let parts = source.parts, let native = OptaxNative(parts, steps: source.curve.steps) {
      text = heading + "\n\nimport optax\n\nschedule = \(native.call)\n"
      return
    }
    let (lists, statements) = source.body(in: Dialect(language: .jax))
    let type = source.formula == nil ? "int32" : "float32"
    text = file(
      [
        heading + "\n\nimport jax.numpy as jnp" + lists.map { "\n\n" + $0 }.joined(),
        "def schedule(step):\n    step = jnp.asarray(step, jnp.\(type))\n" + indented(statements),
      ], gap: 2)
  }
}
