/// The messages of an event file.
enum EventMessage {
  /// The first of a file; from the second version on a restart voids steps in all tags.
  static func version(at time: Double) -> WireWriter {
    var event = WireWriter()
    event.double(1, time)
    event.text(3, "brain.Event:2")
    return event
  }

  /// A `SessionLog` of the status `START`.
  static func restart(at step: Int, time: Double) -> WireWriter {
    var event = WireWriter()
    event.double(1, time)
    event.number(2, step)
    var session = WireWriter()
    session.number(1, 1)
    event.message(7, session)
    return event
  }

  static func scalars(
    _ values: some Sequence<(tag: String, value: Double)>, at step: Int, time: Double
  ) -> WireWriter {
    var event = WireWriter()
    event.double(1, time)
    event.number(2, step)
    var summary = WireWriter()
    for (tag, number) in values {
      var value = WireWriter()
      value.text(1, tag)
      value.float(2, Float(number))
      summary.message(1, value)
    }
    event.message(5, summary)
    return event
  }
}
