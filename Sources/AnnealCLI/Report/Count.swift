/// A number of things in words: `1 step`, `500 steps`; `plural` for words that do not end in an s.
public func count(_ number: Int, _ thing: String, plural: String? = nil) -> String {
  "\(number) \(number == 1 ? thing : plural ?? thing + "s")"
}
