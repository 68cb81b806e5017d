internal import Anneal
internal import AnnealCLI
internal import Charts
internal import LearningRate

// The model's parameters in the output of a dry run.
extension FitTextPrinter {
  /// Prints the values of each parameter group, if the plan has clauses.
  func showGroups(_ setup: FitSetup, _ plan: ResolvedPlan) {
    guard let grouped = try? setup.learner.grouped(plan), !plan.plan.clauses.isEmpty else { return }
    let steps = Array(stride(from: 0, to: plan.steps, by: max(1, plan.steps / 1000)))
    for (index, group) in grouped.groups.enumerated() {
      let values = steps.map { grouped.values(at: $0).groups[index] }
      let peak = values.map(\.learningRate).max() ?? 0
      let others = (values.first?.hyperparameters ?? [:]).keys.map(\.name).sorted().map { name in
        let numbers = values.compactMap { $0.hyperparameters[Hyperparameter(name)] }
        return "\(name) \(compact(numbers.min() ?? 0)) … \(compact(numbers.max() ?? 0))"
      }
      let name = group.name.isEmpty ? "all others" : group.name
      let list = (["rate \(compact(peak)) at its peak"] + others).joined(separator: ", ")
      fact(
        "group",
        "\(grouped.groups.count == 1 ? "all" : name): \(count(group.parameters.count, "tensor")), \(list)"
      )
    }
  }

  /// Prints the model's first tensors.
  func showTensors(_ model: any Model) {
    let tensors = model.listedTensors
    let rows = tensors.prefix(Self.mostTensors).map { tensor in
      let shape = tensor.shape.map(String.init).joined(separator: "×")
      return [tensor.name, shape, "\(tensor.count)", tensor.isTrained ? "" : "not trained"]
    }
    let table = Table(columns: ["tensor", "shape", "elements", ""], rows: rows)
    say("\n" + table.terminal(width: terminal.width, glyphs: terminal.glyphs))
    let left = tensors.count - rows.count
    if left > 0 { say("and \(count(left, "tensor")) more, all of them in --json") }
  }

  private static var mostTensors: Int { 20 }
}
