public import Notation

/// The words that a controller may be written with.
///
/// There is no global registry. A catalogue is a value; add words of your own to a copy and hand
/// it to the parser:
///
/// ```swift
/// let controller = try Controller(text, catalogue: .standard.adding(Patient.self))
/// ```
public struct ControllerCatalogue: Sendable {
  /// The controllers, in the order in which a reference lists them.
  public let forms: [any ControllerForm.Type]

  /// How the controllers are written and what they do, in the order of a reference.
  public var words: [NotationWord] { forms.map { $0.init().reference } }

  /// Creates a catalogue without words.
  public init() { self.init([]) }

  private init(_ forms: [any ControllerForm.Type]) {
    forms.map { $0.word.name }.requireDistinct(as: "controller")
    self.forms = forms
  }

  /// Every controller of this module.
  public static let standard = ControllerCatalogue([
    PlateauController.self, SlopeTestController.self, GreedyController.self,
    BoldDriverController.self, SpikeBackoffController.self,
  ])

  /// The key of a decoder's `userInfo` under which it finds the catalogue to read controllers with.
  public static let userInfoKey = CodingUserInfoKey(rawValue: "LearningRate.ControllerCatalogue")!

  /// This catalogue with one more controller.
  ///
  /// - Precondition: No controller of this catalogue has its word.
  public func adding(_ form: any ControllerForm.Type) -> ControllerCatalogue {
    ControllerCatalogue(forms + [form])
  }

  /// Makes a controller of a parsed expression.
  ///
  /// - Throws: `NotationError` with the position of the first mistake.
  public func controller(from expression: NotationExpression) throws -> Controller {
    var arguments = try ArgumentReader(expression, role: "a controller")
    try arguments.checkStandsAlone()
    let type = try arguments.entry("controller", in: forms, named: { $0.word.name })
    var form = type.init()
    try form.read(&arguments)
    try arguments.finish()
    try arguments.check(Controller.fault(of: form))
    return Controller(form)
  }
}
