/// The look of SVG charts, in light and in dark.
///
/// The palette follows Okabe and Ito's for colour-blind readers
/// (<https://jfly.uni-koeln.de/color/>), darkened on light paper and lightened on dark paper so
/// that lines and legend text keep their contrast.
enum SVGStylesheet {
  /// How many colours there are before dashes tell series apart.
  static let colors = 6

  private static let light = ["#0b62a4", "#c8500a", "#0a7f5c", "#9b3f85", "#9a6b00", "#3a8fc0"]
  private static let dark = ["#6cb6f5", "#f59a5c", "#4fcfa5", "#e093c6", "#e8c04a", "#a9d8f0"]

  /// The rules for both schemes.
  static let text =
    fixed
    + theme(
      paper: "#fffefb", ink: "#22201d", muted: "#6b665f", grid: "#e9e5dd", axis: "#a8a297",
      band: "#0b62a4", palette: light)
    + "@media (prefers-color-scheme: dark){"
    + theme(
      paper: "#15171b", ink: "#e8e5df", muted: "#a09b93", grid: "#2a2d33", axis: "#5d6068",
      band: "#6cb6f5", palette: dark) + "}"

  /// The further rules for level lines and paths.
  static let plane =
    """
    .cc .c-level{fill:none;stroke-width:1;stroke-linejoin:round}
    .cc .c-steps{stroke-width:4.5}.cc .c-last{stroke-width:10}
    .cc .c-target{fill:none;stroke-width:2;stroke-linecap:round}

    """
    + plane(ink: "#22201d", level: "#8d867a") + "@media (prefers-color-scheme: dark){"
    + plane(ink: "#e8e5df", level: "#7d828c") + "}"

  private static func plane(ink: String, level: String) -> String {
    ".cc .c-level{stroke:\(level)}.cc .c-target{stroke:\(ink)}"
  }

  private static let fixed = """
    .cc text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,\
    "Noto Sans",sans-serif;font-size:12px;font-variant-numeric:tabular-nums}
    .cc .c-title{font-size:17px;font-weight:600}
    .cc .c-head{font-size:13px;font-weight:600}
    .cc .c-end{text-anchor:end}.cc .c-mid{text-anchor:middle}
    .cc .c-grid{stroke-width:1}.cc .c-axis{stroke-width:1}
    .cc .c-line{fill:none;stroke-width:1.6;stroke-linejoin:round;stroke-linecap:round}
    .cc .c-strong{stroke-width:2.2}.cc .c-faint{stroke-width:1;opacity:.3}
    .cc .c-dots{stroke-width:5;stroke-linecap:round}
    .cc .c-mark{stroke-width:1;stroke-dasharray:3 3}
    .cc .c-spot{stroke-width:2}.cc .c-bracket{fill:none;stroke-width:1}
    .cc .c-band{opacity:.1}
    .cc .c-label{paint-order:stroke;stroke-width:4px;stroke-linejoin:round}

    """

  private static func theme(
    paper: String, ink: String, muted: String, grid: String, axis: String, band: String,
    palette: [String]
  ) -> String {
    let series = palette.enumerated()
      .map { ".cc .c-s\($0.offset){stroke:\($0.element)}" }.joined()
    return """
      .cc .c-paper{fill:\(paper)}.cc text{fill:\(ink)}.cc .c-muted{fill:\(muted)}
      .cc .c-grid{stroke:\(grid)}.cc .c-axis{stroke:\(axis)}.cc .c-mark{stroke:\(muted)}
      .cc .c-bracket{stroke:\(muted)}
      .cc .c-spot{fill:\(paper);stroke:\(ink)}.cc .c-band{fill:\(band)}
      .cc .c-label{stroke:\(paper)}
      \(series)

      """
  }
}
