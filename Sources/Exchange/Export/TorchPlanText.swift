internal import Notation

/// The Python of a plan beside its schedules: what of it is needed.
struct TorchPlanText {
  /// What is scheduled by PyTorch's name (or `factor`, `scale`, `layers`), of which parameters, and how.
  typealias Clause = (name: String, pattern: NamePattern?, value: String)

  let clauses: [Clause]
  let plateau: PlateauSettings?
  /// The update from which on measurements count.
  let wake: Int

  var hasGroups: Bool { clauses.contains { $0.pattern != nil } }

  func has(_ name: String) -> Bool { clauses.contains { $0.name == name } }

  /// What is scheduled beside the rate, each once.
  var others: [String] {
    var names: [String] = []
    for clause in clauses
    where !["rate", "factor", "scale", "layers"].contains(clause.name)
      && !names.contains(clause.name)
    { names.append(clause.name) }
    return names
  }

  /// How the code is used.
  func usage(series: String?, steps: Int, isTrainer: Bool) -> [String] {
    let parameters = hasGroups ? "groups(model)" : "model.parameters()"
    let optimizer =
      has("momentum")
      ? "SGD(\(parameters), lr=BASE, momentum=0.9)" : "AdamW(\(parameters), lr=BASE)"
    var lines = ["    optimizer = torch.optim.\(optimizer)"]
    if isTrainer {
      lines += [
        "    trainer = Trainer(model=model, args=args, train_dataset=data,",
        "                      optimizers=(optimizer, schedule(optimizer)))", "",
        "with max_steps=\(steps) in the TrainingArguments.",
      ]
    } else {
      lines += ["    scheduler = schedule(optimizer)", ""]
      lines += ["and scheduler.step() after each optimizer.step()."]
    }
    if let series {
      lines.append("After each measurement of '\(series)': scheduler.measure(value).")
    }
    lines.append("A group whose rate is set to another than BASE keeps its share of it.")
    return lines
  }

  /// The list of clauses, the functions and the class.
  var sections: [String] {
    var parts: [String] = []
    if !clauses.isEmpty { parts.append(list) }
    if hasGroups {
      parts.append(Self.fits)
      if has("layers") { parts.append(Self.layers) }
      parts += [groups, Self.clausesOfGroup, Self.share]
    } else if !others.isEmpty {
      parts.append(Self.clausesOfAll)
    }
    if !others.isEmpty { parts.append(Self.put) }
    let isPlain = others.isEmpty && plateau == nil
    if !isPlain { parts.append(scheduler) }
    let shares =
      hasGroups
      ? "[share(group) for group in optimizer.param_groups]" : "lambda step: rate(step) / BASE"
    parts.append(
      "def schedule(optimizer):\n    return \(isPlain ? "LambdaLR" : "Plan")(optimizer, \(shares))")
    return parts
  }

  private var list: String {
    let lines = clauses.map { clause in
      let pattern = clause.pattern.map { DataExport.quoted($0.text) } ?? "None"
      return "    (\"\(clause.name)\", \(pattern), \(clause.value)),"
    }
    return "# what is changed, of which parameters (None: of all), and how\nCLAUSES = [\n"
      + lines.joined(separator: "\n") + "\n]"
  }
}
