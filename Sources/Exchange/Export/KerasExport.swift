internal import LearningRate

/// A learning-rate schedule of Keras: its own class, or a subclass that computes the formula.
struct KerasExport {
  let text: String

  init(_ source: ExportSource) {
    let heading = source.heading(
      ["    optimizer = keras.optimizers.AdamW(learning_rate=schedule())"], comment: "#")
    if let parts = source.parts, let native = KerasNative(parts, steps: source.curve.steps) {
      text = file(
        [
          heading + "\n\nimport keras", "def schedule():\n" + indented(["return \(native.call)"]),
        ], gap: 2)
      return
    }
    let (lists, statements) = source.body(in: Dialect(language: .keras))
    let body = statements.joined(separator: "\n")
    let imports =
      (body.contains("math.") ? "import math\n\n" : "") + "import keras\nfrom keras import ops"
    let isTable = source.formula == nil
    text = file(
      [
        heading + "\n\n" + imports + lists.map { "\n\n" + $0 }.joined(),
        """
        @keras.saving.register_keras_serializable("anneal")
        class Schedule(keras.optimizers.schedules.LearningRateSchedule):
            def __call__(self, step):
                step = ops.cast(step, "\(isTable ? "int32" : "float32")")
        \(indented(statements, by: 8))

            def get_config(self):
                return {}
        """,
        "def schedule():\n    return Schedule()",
      ], gap: 2)
  }
}
