/// What the error of `body` says; empty when there is none.
func errorText<Result>(_ body: () throws -> Result) -> String {
  do {
    _ = try body()
    return ""
  } catch {
    return "\(error)"
  }
}
