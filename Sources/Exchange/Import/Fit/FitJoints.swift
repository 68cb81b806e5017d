/// One curve until a time and another one from there on: where the rates jump, or turn sharply, both sides
/// are fitted by themselves.
struct FitJoints {
  private(set) var all: [FitModel] = []

  init(_ points: FitPoints, depth: Int) {
    let times = points.times
    for place in Self.places(points) {
      let time = FitStairs.roundest(after: times[place - 1], by: times[place])
      let text = points.clock.text(time)
      let head = points.head(place, run: time)
      let tail = points.tail(from: place, at: time)
      let before = FitModels.nearest(2, to: head, depth: depth - 1)
      for next in FitModels.nearest(3, to: tail, depth: depth - 1) {
        all += before.map { $0.then(next, at: text) }
      }
    }
  }

  /// The one or two points at which something else begins.
  private static func places(_ points: FitPoints) -> [Int] {
    let rates = points.rates
    guard rates.count > 12 else { return [] }
    let slopes = zip(rates.dropFirst(), rates).map { $0 - $1 }
    let noise = max(1e-6, 4 * points.noise) * points.scale
    var found: [(place: Int, score: Double)] = []
    for index in 4..<(slopes.count - 4) {
      // a jump is steeper than what is before and behind it
      let around = [slopes[index - 2], slopes[index - 1], slopes[index + 1], slopes[index + 2]]
      let usual = around.map(\.magnitude).max() ?? 0
      if slopes[index].magnitude > 8 * usual + noise {
        found.append((index + 1, slopes[index].magnitude))
      }
      // a turn has another slope behind it, and neither side bends so much
      let turn = (slopes[index + 1] - slopes[index - 1]).magnitude
      let bend = max(
        (slopes[index - 1] - slopes[index - 3]).magnitude,
        (slopes[index + 3] - slopes[index + 1]).magnitude)
      if turn > 8 * bend + noise, usual > 0 {
        found.append((index + 1, turn))
        found.append((index, turn * 0.99))
      }
    }
    found.sort { $0.score > $1.score }
    var places: [Int] = []
    for entry in found where places.count < 2 && !places.contains(entry.place) {
      places.append(entry.place)
    }
    return places
  }
}
