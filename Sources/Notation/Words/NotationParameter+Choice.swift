extension NotationParameter {
  /// Several sets of parameters, of which a call gives exactly one. The first parameter of a set must
  /// be given, and shows which set is meant.
  ///
  /// If none is given, the error is that the last set's first parameter is missing. The properties are
  /// optional: those of the other sets are nil.
  ///
  /// - Parameter requirement: what follows "must be" in the error about two sets at once.
  public static func either(
    _ sets: NotationParameters<Form>..., requirement: String
  ) -> NotationParameter {
    NotationParameter(
      sets.map { $0.list[0].name }.listed, choices: sets.flatMap(\.list),
      signatures: { form in
        sets.map { set in set.list.flatMap { $0.signatures(form) }.joined(separator: ", ") }
      },
      read: { form, arguments in
        let given = sets.filter { arguments.has($0.list[0].name) }
        guard let chosen = given.first ?? sets.last else { return }
        try chosen.read(into: &form, from: &arguments)
        let own = chosen.list.map(\.name)
        let others = sets.flatMap(\.list).map(\.name).filter { !own.contains($0) }
        guard let other = others.first(where: { arguments.isGiven($0) }) else { return }
        throw arguments.error(
          for: arguments.name, requirement, received: "\(own[0]) and \(other)")
      },
      arguments: { form, defaults in
        sets.flatMap { $0.arguments(of: form, unless: defaults) }
      },
      fault: { form in sets.lazy.compactMap { $0.fault(of: form) }.first })
  }

  /// A labelled parameter that must be given if its set is chosen, and is nil otherwise.
  public static func required<Value: NotationValue>(
    _ label: String, _ path: WritableKeyPath<Form, Value?>, _ domain: Domain<Value>
  ) -> NotationParameter {
    NotationParameter(
      label, shown: "\(label): \(domain.kind)",
      read: { form, given, _ in form[keyPath: path] = try Value(notation: given, named: label) },
      write: { $0[keyPath: path]?.notation },
      fault: { $0[keyPath: path].flatMap { domain.fault(label, $0) } }
    ).held(by: path)
  }
}
