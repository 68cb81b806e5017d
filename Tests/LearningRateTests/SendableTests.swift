import LearningRate
import Testing

/// This only has to compile.
@Suite struct SendableTests {
  private func assertSendable<T: Sendable>(_: T.Type) {}

  @Test func `every public value can be sent to another task`() {
    assertSendable(Schedule.self)
    assertSendable(Curve.self)
    assertSendable(Length.self)
    assertSendable(Window.self)
    assertSendable(Plan.self)
    assertSendable(ResolvedPlan.self)
    assertSendable(PlanValues.self)
    assertSendable(ScheduleCatalogue.self)
    assertSendable(ScheduleError.self)
  }
}
