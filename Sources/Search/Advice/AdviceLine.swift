/// One part of an advice: what to use, why, and where that comes from.
package struct AdviceLine: Hashable, Sendable, Encodable {
  /// What it is about, such as `warm-up`.
  package let subject: String
  /// What to use, such as `5% of the run`.
  package let value: String
  /// Why, as a sentence without a full stop.
  package let reason: String
  /// A paper, or `measured: docs/advice.md`; nil for what follows from the facts.
  package let source: String?

  package init(_ subject: String, _ value: String, because reason: String, _ source: String? = nil)
  {
    (self.subject, self.value, self.reason, self.source) = (subject, value, reason, source)
  }
}
