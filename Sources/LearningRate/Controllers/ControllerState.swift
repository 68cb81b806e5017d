import Notation

/// What a ``Controller`` knows in the middle of a run: its factor and what it remembers.
///
/// It is a value: copies are independent. A state that is stored as JSON and read back is equal to
/// the original, so a resumed run continues a patience count where it was:
///
/// ```json
/// { "controller": "plateau(factor: 0.1, patience: 10)", "state": { "bad": 7, … } }
/// ```
public struct ControllerState: Sendable {
  /// The controller whose state it is.
  public let controller: Controller
  private var running: any RunningController

  /// The state of `controller` before its first measurement.
  init(_ controller: Controller) {
    self.controller = controller
    running = controller.form.started
  }

  /// The factor on the schedule for the update at `step`.
  public func factor(at step: Int) -> Double { running.factor(at: step) }

  /// Whether the controller has ended the run.
  public var isOver: Bool { running.isOver }

  /// Takes a measurement made after `step` updates, and returns what the run must do.
  ///
  /// Pass each measurement once. The value may be infinite or NaN.
  public mutating func observe(_ value: Double, at step: Int) -> ControllerAction {
    running.observe(value, at: step)
  }

  /// Checks that this stored state belongs to `controller`.
  ///
  /// - Throws: ``ScheduleError`` if it is another controller's, or has other arguments.
  public func check(isOf controller: Controller) throws {
    guard self.controller != controller else { return }
    throw ScheduleError(
      "the controller's state", "of \(controller)", received: "one of \(self.controller)")
  }
}

extension ControllerState: Hashable {
  /// Whether two states belong to equal controllers and will give equal answers.
  public static func == (a: ControllerState, b: ControllerState) -> Bool {
    a.running.equals(b.running)
  }

  /// Hashes the controller and its state.
  public func hash(into hasher: inout Hasher) { running.hash(into: &hasher) }
}

extension ControllerState: Codable {
  fileprivate enum Key: String, CodingKey { case controller, state }

  /// Reads a state, with the catalogue that the decoder's `userInfo` holds for
  /// ``ControllerCatalogue/userInfoKey``, or the standard one.
  ///
  /// - Throws: `DecodingError` if the controller is unknown or the state is not one of its states.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    controller = try container.decode(Controller.self, forKey: .controller)
    running = try controller.form.resumed(from: container)
  }

  /// Stores the controller's notation and its state.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(controller, forKey: .controller)
    try running.encode(to: &container)
  }
}

/// A form together with its state.
private protocol RunningController: Hashable, Sendable {
  var isOver: Bool { get }
  func factor(at step: Int) -> Double
  mutating func observe(_ value: Double, at step: Int) -> ControllerAction
  func encode(to container: inout KeyedEncodingContainer<ControllerState.Key>) throws
}

extension RunningController {
  func equals(_ other: any RunningController) -> Bool { (other as? Self) == self }
}

private struct Running<Form: ControllerForm>: RunningController {
  let form: Form
  var state: Form.State

  var isOver: Bool { form.isOver(state) }

  func factor(at step: Int) -> Double { form.factor(state, at: step) }

  mutating func observe(_ value: Double, at step: Int) -> ControllerAction {
    form.observe(value, at: step, &state)
  }

  func encode(to container: inout KeyedEncodingContainer<ControllerState.Key>) throws {
    try container.encode(state, forKey: .state)
  }
}

extension ControllerForm {
  fileprivate var started: any RunningController { Running(form: self, state: initialState) }

  fileprivate func resumed(
    from container: KeyedDecodingContainer<ControllerState.Key>
  ) throws -> any RunningController {
    let state = try container.decode(State.self, forKey: .state)
    if let fault = fault(of: state) {
      let error = fault.about("the state of \(Self.word.name)")
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: container.codingPath + [ControllerState.Key.state],
          debugDescription: error.description, underlyingError: error))
    }
    return Running(form: self, state: state)
  }
}
