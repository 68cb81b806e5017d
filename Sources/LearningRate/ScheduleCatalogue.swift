public import Notation

/// The words that a schedule may be written with: its shapes and its modifiers.
///
/// There is no global registry. A catalogue is a value; add words of your own to a copy and hand
/// it to the parser:
///
/// ```swift
/// let schedule = try Schedule(text, catalogue: .standard.adding(shape: Sawtooth.self))
/// ```
public struct ScheduleCatalogue: Sendable {
  /// The shapes, in the order in which a reference lists them.
  public let shapes: [any ScheduleShape.Type]
  /// The modifiers, in the order in which a reference lists them.
  public let modifiers: [any ScheduleModifier.Type]

  /// How the shapes are written and what they mean, in the order of a reference.
  public var shapeWords: [NotationWord] { shapes.map { $0.init().reference } }

  /// How the modifiers are written and what they mean, in the order of a reference.
  public var modifierWords: [NotationWord] { modifiers.map { $0.init().reference } }

  /// Creates a catalogue without words.
  public init() { self.init([], modifiers: []) }

  private init(_ shapes: [any ScheduleShape.Type], modifiers: [any ScheduleModifier.Type]) {
    shapes.map { $0.word.name }.requireDistinct(as: "shape")
    modifiers.map { $0.word.name }.requireDistinct(as: "modifier")
    (self.shapes, self.modifiers) = (shapes, modifiers)
  }

  /// Every shape and modifier of this module.
  public static let standard = ScheduleCatalogue(
    [
      ConstantShape.self, LinearShape.self, CosineShape.self, OneCycleShape.self,
      WarmupStableDecayShape.self, PolynomialShape.self, RexShape.self, TanhShape.self,
      ExponentialShape.self, StepShape.self, MultiStepShape.self, PiecewiseShape.self,
      DropShape.self, InverseTimeShape.self, CompoundInverseTimeShape.self,
      InverseSquareRootShape.self, PowerShape.self, NoamShape.self, InverseLinearShape.self,
      CosineRestartsShape.self, PolynomialCyclesShape.self, TriangularShape.self,
      RandomShape.self,
    ],
    modifiers: [
      WarmupModifier.self, CooldownModifier.self, ThenModifier.self, ScaledModifier.self,
      MultipliedModifier.self, ClampedModifier.self, DelayedModifier.self, AdvancedModifier.self,
      RepeatedModifier.self, HeldModifier.self, StretchedModifier.self, WarpedModifier.self,
      SmoothedModifier.self, JitteredModifier.self,
    ])

  /// This catalogue with one more shape.
  ///
  /// - Precondition: No shape of this catalogue has its word.
  public func adding(shape: any ScheduleShape.Type) -> ScheduleCatalogue {
    ScheduleCatalogue(shapes + [shape], modifiers: modifiers)
  }

  /// This catalogue with one more modifier.
  ///
  /// - Precondition: No modifier of this catalogue has its word.
  public func adding(modifier: any ScheduleModifier.Type) -> ScheduleCatalogue {
    ScheduleCatalogue(shapes, modifiers: modifiers + [modifier])
  }
}

extension ScheduleCatalogue {
  /// Makes a schedule of a parsed expression.
  ///
  /// - Throws: `NotationError` with the position of the first mistake.
  public func schedule(from expression: NotationExpression) throws -> Schedule {
    if case .number(let literal) = expression.kind {
      throw expression.mismatch(
        "a schedule", "a shape such as cosine(from: 3e-4, to: 0)",
        suggestion: literal.unit == nil ? "constant(\(literal))" : nil)
    }
    var arguments = try ArgumentReader(expression, role: "a schedule", catalogues: [self])
    let form = try form(reading: &arguments)
    try arguments.finish()
    try arguments.check(Schedule.fault(of: form))
    return Schedule(form)
  }

  private func form(reading arguments: inout ArgumentReader) throws -> any ScheduleForm {
    // Closures, not key paths: a key path through a metatype crashes the compiler (Swift 6.3.1).
    let name = arguments.name
    let isShape = shapes.contains { $0.word.name == name }
    guard let receiver = arguments.receiver else {
      let isModifier = modifiers.contains { $0.word.name == name }
      let shape = try arguments.entry(
        "shape", in: shapes, named: { $0.word.name },
        unless: isModifier ? "'\(name)' is a modifier and follows a shape and a dot" : nil)
      var form = shape.init()
      try form.read(&arguments)
      return form
    }
    let inner = try schedule(from: receiver)
    let misplaced =
      isShape
      ? "'\(name)' is a shape and starts a schedule"
      : PlanClause.words.contains { $0.name == name }
        ? "'\(name)' makes a plan of a schedule, and a schedule is expected here" : nil
    let modifier = try arguments.entry(
      "modifier", in: modifiers, named: { $0.word.name }, unless: misplaced)
    var form = modifier.init()
    form.receiver = inner
    try form.read(&arguments)
    return form
  }
}
