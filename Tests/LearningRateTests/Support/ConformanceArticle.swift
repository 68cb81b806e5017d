import Foundation

/// `docs/conformance.md`: one row for each scheduler, with the largest deviation measured.
enum ConformanceArticle {
  static let url = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../docs/conformance.md").standardizedFileURL

  /// The deviation as the table states it: one digit, rounded up, and never below 1e-13, where it
  /// would only describe one computer's sine.
  static func stated(_ share: Double) -> String {
    let share = max(share, 1e-13)
    let exponent = Int(log10(share).rounded(.down))
    let digit = Int((share / pow(10, Double(exponent)) - 1e-9).rounded(.up))
    return digit == 10 ? "1e\(exponent + 1)" : "\(digit)e\(exponent)"
  }

  static func row(_ scheduler: ReferenceScheduler, _ deviation: String) -> String {
    "| \(scheduler.name) | `\(scheduler.form)` | \(deviation) | \(scheduler.remark) |"
  }

  /// The whole page, measured now.
  static func written() throws -> String {
    var page = introduction
    for name in ReferenceLibrary.names {
      let library = try ReferenceLibrary.read(name)
      let isSingle = library.schedulers.contains { $0.precision == "float32" }
      page += "\n## \(library.package)\n\n"
      if isSingle { page += "In float32\(name == "keras" ? "" : ", as far as it joins").\n\n" }
      page += "| scheduler | Anneal | at most | remark |\n| --- | --- | --- | --- |\n"
      for scheduler in library.schedulers {
        page += try row(scheduler, stated(scheduler.deviation().share)) + "\n"
      }
    }
    return page
  }

  private static let introduction = """
    # Conformance

    Every scheduler of seven libraries, and the notation that gives the same rates. Random schedulers,
    and those that answer to a metric, are not curves and not here.

    For each, `scripts/conformance/generate.py` drew its parameters 20 times and ran the real package
    step by step for 1,000 steps. *At most* is the largest difference between any of these 20,000 values
    and Anneal's, as a share of its curve's maximum, rounded up, and never stated below 1e-13. A test
    requires 1e-9 of sources in double precision and 1e-5 of those in float32, and that this page states
    what it measures.

    The values are checked in with the notation of each draw, in
    `Tests/LearningRateTests/Resources/Conformance`, rounded to 2⁻⁴⁸ of the maximum (2⁻²⁸ of float32).
    Names in the notation stand for the library's own parameters. Where Anneal differs on purpose, the
    remark says why, and the notation is the one that gives the library's values. The index of the values
    names the few steps that are left out, and the remark says that too. `scripts/conformance/edge_cases.py`
    runs what libraries do at their edges, such as the compiled NaN below.

    To write this page anew:

        ANNEAL_WRITE_CONFORMANCE=1 swift test -c release --filter ConformanceTests

    """
}
