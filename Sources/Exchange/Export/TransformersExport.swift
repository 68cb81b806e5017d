internal import LearningRate

/// A scheduler for the Hugging Face `Trainer`: one of its `get_…` functions, or `LambdaLR`.
struct TransformersExport {
  let text: String

  init(_ source: ExportSource) {
    let base = Dialect(language: .python).number(source.base)
    let heading = source.heading(
      [
        "    optimizer = torch.optim.AdamW(model.parameters(), lr=BASE)",
        "    trainer = Trainer(model=model, args=args, train_dataset=data,",
        "                      optimizers=(optimizer, schedule(optimizer)))",
        "",
        "with max_steps=\(source.curve.steps) in the TrainingArguments.",
      ], comment: "#")
    guard let parts = source.parts,
      let native = TransformersNative(parts, base: source.base, steps: source.curve.steps)
    else {
      text = TorchExport.lambda(source, heading: heading, base: base)
      return
    }
    text = file(
      [
        heading + "\n\nfrom transformers import \(native.function)\n\nBASE = \(base)",
        "def schedule(optimizer):\n" + indented(["return \(native.call)"]),
      ], gap: 2)
  }
}
