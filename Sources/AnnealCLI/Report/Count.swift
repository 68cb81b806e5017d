/// A number of things in words: `1 step`, `500 steps`.
public func count(_ number: Int, _ thing: String) -> String {
  "\(number) \(thing)\(number == 1 ? "" : "s")"
}
