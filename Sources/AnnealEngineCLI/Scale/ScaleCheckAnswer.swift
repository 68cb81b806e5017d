internal import Anneal
internal import AnnealCLI
internal import Charts

/// The changes of all layers at all widths, in the usual parametrization and in µP.
struct ScaleCheckAnswer: Encodable {
  private let model: String
  private let widths: [Int]
  private let usual, muP: Side

  private struct Side: Encodable {
    let losses: [Double]
    let layers: [CoordinateCheck.Layer]
    let growing: [String]

    init(_ check: CoordinateCheck) {
      (losses, layers, growing) = (check.losses, check.layers, check.growing.map(\.name))
    }
  }

  init(usual: CoordinateCheck, scaled: CoordinateCheck, base: String) {
    (model, widths, self.usual, muP) = (base, usual.factors, Side(usual), Side(scaled))
  }

  /// A panel for each parametrization, with a line for each layer.
  var chart: Chart {
    func panel(_ title: String, _ side: Side) -> Panel {
      Panel(
        y: Axis("change, \(title)", scale: .log),
        series: side.layers.map { layer in
          Series(
            layer.name,
            points: zip(widths, layer.changes).filter { $1 > 0 }
              .map { Series.Point(x: Double($0), y: $1) },
            style: layer.name == "output" ? .strong : .line)
        })
    }
    return Chart(
      title: "Change of the layers' outputs over the width", subtitle: model,
      x: Axis("width, times the model's", scale: .log),
      panels: [panel("usual", usual), panel("µP", muP)])
  }

  /// Prints the chart, the table and a sentence.
  func show() {
    let terminal = Terminal.standard
    say(chart.terminal(width: terminal.width, color: terminal.hasColor, glyphs: terminal.glyphs))
    let table = Table(
      columns: ["layer", "usual: change ∝ width^", "µP: change ∝ width^"],
      rows: zip(usual.layers, muP.layers).map { one, other in
        [one.name, text(one.exponent), text(other.exponent)]
      })
    say("\n" + table.terminal(width: terminal.width, glyphs: terminal.glyphs) + "\n")
    guard (usual.layers + muP.layers).allSatisfy({ $0.changes.allSatisfy(\.isFinite) }) else {
      return say("A network broke down: its outputs are not finite. Give a lower --rate.")
    }
    guard muP.layers.allSatisfy({ $0.exponent != nil }) else {
      return say("A layer did not change at all, so nothing can be said.")
    }
    say(
      muP.growing.isEmpty
        ? "In µP no layer's change grows with the width: a rate carries over."
        : "In µP the change of \(muP.growing.joined(separator: ", ")) grows with the width: "
          + "a rate does not carry over at this rate and number of steps.")
  }

  private func text(_ exponent: Double?) -> String {
    exponent.map { ($0 < 0 ? "" : "+") + compact(($0 * 100).rounded() / 100) } ?? "none"
  }
}
