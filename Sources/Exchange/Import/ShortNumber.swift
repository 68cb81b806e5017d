internal import Notation
internal import RealModule

extension Double {
  /// With two digits, for a sentence.
  var short: String {
    guard self != 0, isFinite else { return notationText }
    let power = Double.pow(10, 1 - Double.log10(magnitude).rounded(.down))
    return ((self * power).rounded() / power).notationText
  }
}
