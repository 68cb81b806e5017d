internal import AnnealCLI
internal import Charts
internal import Training

extension GradientFlow {
  /// How far back the gradient reaches, in one sentence.
  var sentence: String {
    let all = count(norms.count, "token")
    switch verdict {
    case .exploding where norms.contains { !$0.isFinite }:
      return "explodes: it is not finite within \(all); clip it, for example --clip 'norm(1)'"
    case .exploding:
      let place = norms.firstIndex(of: norms.max() ?? 0) ?? 0
      return
        "explodes: \(compact(growth)) times larger \(count(place, "token")) back than at the last; "
        + "clip it, for example --clip 'norm(1)'"
    case .vanishing:
      return
        "vanishes: below a hundredth beyond \(count(reach, "token")) back, of \(norms.count); what "
        + "is further back is hardly learned"
    case .even:
      return reach < norms.count
        ? "reaches \(reach) of \(all) back" : "reaches all \(all) back"
    }
  }
}
