/// One parameter of a form: its label, where its value is, what it may be, and whether it may be
/// left out.
///
/// A form lists its parameters; see ``NotationForm``. A parameter that may be left out has a default,
/// its value in a new form, and is printed only if it differs from that.
public struct NotationParameter<Form> {
  /// The label, or what an error calls a parameter without one.
  public let name: String
  /// Its part of the signature, with the defaults of a form; several if a call can be written in
  /// several ways.
  let signatures: (Form) -> [String]
  /// Reads the value, if it is given or must be.
  let read: (inout Form, inout ArgumentReader) throws -> Void
  /// The arguments as they are printed, without those that may be left out and are equal in the second
  /// form.
  let arguments: (Form, Form?) -> [NotationArgument]
  /// What is wrong with the value.
  package let fault: (Form) -> ParameterFault?
  /// Whether the value follows a label.
  package let isLabelled: Bool
  /// The property that holds the value, of a parameter that is one property.
  package private(set) var property: PartialKeyPath<Form>?
  /// The parameters of every set, of a parameter that is a choice between sets.
  package private(set) var choices: [NotationParameter] = []
  /// Where the value is, if it is a number that may change while the form is in use; nil otherwise.
  public private(set) var variable: (Form) -> WritableKeyPath<Form, Double>? = { _ in nil }

  /// A parameter of any kind of value.
  ///
  /// - Parameters:
  ///   - shown: how a signature shows it, without its default.
  ///   - standard: how a signature shows the default; nil for a parameter that must be given.
  ///   - isAlwaysPrinted: whether it is printed even if it has its default.
  ///   - read: sets the value from the argument; the reader holds the catalogues that it may need.
  ///   - write: the value as an expression; nil for one that is not written.
  public init(
    _ name: String, isLabelled: Bool = true, shown: String, standard: ((Form) -> String)? = nil,
    isAlwaysPrinted: Bool = false,
    read: @escaping (inout Form, NotationExpression, ArgumentReader) throws -> Void,
    write: @escaping (Form) -> NotationExpression?,
    fault: @escaping (Form) -> ParameterFault? = { _ in nil }
  ) {
    (self.name, self.isLabelled, self.fault) = (name, isLabelled, fault)
    signatures = { form in [standard.map { "\(shown) = \($0(form))" } ?? shown] }
    self.read = { form, arguments in
      let given = isLabelled ? arguments.expression(name) : arguments.unlabelledExpression(name)
      guard let given else {
        guard standard == nil else { return }
        throw isLabelled ? arguments.missing(name) : arguments.missingUnlabelled(name)
      }
      try read(&form, given, arguments)
    }
    arguments = { form, defaults in
      guard let value = write(form) else { return [] }
      if standard != nil, !isAlwaysPrinted, let defaults, value == write(defaults) { return [] }
      return [NotationArgument(isLabelled ? name : nil, value)]
    }
  }

  init(
    _ name: String, choices: [NotationParameter], signatures: @escaping (Form) -> [String],
    read: @escaping (inout Form, inout ArgumentReader) throws -> Void,
    arguments: @escaping (Form, Form?) -> [NotationArgument],
    fault: @escaping (Form) -> ParameterFault?
  ) {
    (self.name, self.signatures, self.read) = (name, signatures, read)
    (self.arguments, self.fault) = (arguments, fault)
    (self.choices, isLabelled) = (choices, true)
  }

  /// The same parameter, whose value is held by a property.
  func held(by property: PartialKeyPath<Form>) -> NotationParameter {
    var parameter = self
    parameter.property = property
    return parameter
  }

  /// The same parameter, whose value is a number that may change while the form is in use.
  public func varying(at path: @escaping (Form) -> WritableKeyPath<Form, Double>?)
    -> NotationParameter
  {
    var parameter = self
    parameter.variable = path
    return parameter
  }
}

extension NotationParameter {
  /// A labelled parameter that must be given.
  public static func required<Value: NotationValue>(
    _ label: String, _ path: WritableKeyPath<Form, Value>, _ domain: Domain<Value>
  ) -> NotationParameter {
    NotationParameter(label, path, domain, shown: "\(label): \(domain.kind)", isRequired: true)
  }

  /// A parameter without a label, which must be given; an error calls it `name`.
  public static func unlabelled<Value: NotationValue>(
    _ name: String, _ path: WritableKeyPath<Form, Value>, _ domain: Domain<Value>,
    shown: String? = nil
  ) -> NotationParameter {
    NotationParameter(
      name, path, domain, isLabelled: false, shown: shown ?? name, isRequired: true)
  }

  /// A labelled parameter that may be left out: it then has its value in a new form.
  public static func optional<Value: NotationValue>(
    _ label: String, _ path: WritableKeyPath<Form, Value>, _ domain: Domain<Value>,
    isAlwaysPrinted: Bool = false
  ) -> NotationParameter {
    NotationParameter(
      label, path, domain, shown: "\(label): \(domain.kind)", isAlwaysPrinted: isAlwaysPrinted)
  }

  /// A labelled parameter that may be left out: it is then nil, which a signature calls `otherwise`.
  public static func optional<Value: NotationValue>(
    _ label: String, _ path: WritableKeyPath<Form, Value?>, _ domain: Domain<Value>,
    otherwise: String
  ) -> NotationParameter {
    NotationParameter(
      label, shown: "\(label): \(domain.kind)", standard: { _ in otherwise },
      read: { form, given, _ in form[keyPath: path] = try Value(notation: given, named: label) },
      write: { $0[keyPath: path]?.notation },
      fault: { $0[keyPath: path].flatMap { domain.fault(label, $0) } }
    ).held(by: path)
  }

  private init<Value: NotationValue>(
    _ name: String, _ path: WritableKeyPath<Form, Value>, _ domain: Domain<Value>,
    isLabelled: Bool = true, shown: String, isRequired: Bool = false, isAlwaysPrinted: Bool = false
  ) {
    self.init(
      name, isLabelled: isLabelled, shown: shown,
      standard: isRequired ? nil : { $0[keyPath: path].notation.description },
      isAlwaysPrinted: isAlwaysPrinted,
      read: { form, given, _ in form[keyPath: path] = try Value(notation: given, named: name) },
      write: { $0[keyPath: path].notation },
      fault: { domain.fault(name, $0[keyPath: path]) })
    property = path
  }
}
