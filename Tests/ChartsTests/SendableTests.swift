import Charts

/// Compiles only while the public types are values that can cross threads.
private func assertSendable<T: Sendable & Hashable>(_: T.Type) {}

private func checks() {
  assertSendable(Chart.self)
  assertSendable(ContourMap.self)
  assertSendable(HTMLPage.self)
  assertSendable(PlaneView.self)
  assertSendable(Table.self)
  assertSendable(TerminalGlyphs.self)
}
