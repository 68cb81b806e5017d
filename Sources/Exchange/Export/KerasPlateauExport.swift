internal import LearningRate

/// A constant rate that a plateau cuts, for Keras: its callback `ReduceLROnPlateau`.
///
/// Keras cuts at bad measurement number `patience`, one before the others, and counts the last measurement of
/// a cooldown; so both are one more here.
struct KerasPlateauExport {
  let text: String

  init(_ plan: ResolvedPlan, _ source: ExportSource) throws {
    guard let controller = plan.plan.controllers.first,
      let plateau = try PlateauSettings(controller.controller)
    else { throw ExchangeError("the plan must have a plateau", received: plan.plan.description) }
    let base = plan.learningRate.value(at: 0)
    let series = controller.series
    let monitor = series.hasPrefix("validation ") ? "val_\(series.dropFirst(11))" : series
    let heading = source.heading(
      [
        "    optimizer = keras.optimizers.AdamW(learning_rate=BASE)",
        "    model.fit(x, y, validation_data=validation, callbacks=[plateau()])",
      ], comment: "#")
    let (imports, note, answer) =
      plateau.nonFinite == .bad
      ? ("import math\n\nimport keras", "is no better", "logs = logs | {self.monitor: math.nan}")
      : ("import keras", "does not count", "return")
    let number = Dialect(language: .keras).number
    let callback = call(
      "Plateau",
      [
        ("monitor", DataExport.quoted(monitor)), ("factor", number(plateau.factor)),
        ("patience", "\(plateau.patience + 1)"), ("mode", "\"\(plateau.mode.rawValue)\""),
        ("min_delta", number(plateau.threshold)),
        ("cooldown", "\(plateau.cooldown == 0 ? 0 : plateau.cooldown + 1)"),
        ("min_lr", number(plateau.minFactor * base)),
      ])
    text = file(
      [
        heading + "\n\n\(imports)\n\nBASE = \(number(base))",
        """
        class Plateau(keras.callbacks.ReduceLROnPlateau):
            def on_epoch_end(self, epoch, logs=None):
                # a measurement that is no number \(note)
                value = (logs or {}).get(self.monitor, 0.0)
                if not abs(value) <= 1e100:
                    \(answer)
                super().on_epoch_end(epoch, logs)
        """,
        "def plateau():\n" + indented(["return \(callback)"]),
      ], gap: 2)
  }
}
