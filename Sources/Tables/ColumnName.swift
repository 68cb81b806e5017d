/// What the name of a column lets one expect of its values.
///
/// A name is cut into lowercase words at capitals, digits and all that is no letter:
/// `userId`, `user_id` and `USER ID` are `user`, `id`.
struct ColumnName {
  let words: [String]
  private let hasDigit: Bool

  init(_ name: String) {
    hasDigit = name.contains(where: \.isNumber)
    var (words, word, wasLower) = ([String](), "", false)
    for character in name {
      if !character.isLetter || (character.isUppercase && wasLower) {
        if !word.isEmpty { words.append(word) }
        word = ""
      }
      if character.isLetter { word += character.lowercased() }
      wasLower = character.isLowercase
    }
    self.words = word.isEmpty ? words : words + [word]
  }

  private static let idWords: Set = ["id", "ids", "uid", "uuid", "guid", "identifier", "key"]
  private static let things: Set = [
    "account", "artist", "book", "client", "customer", "device", "driver", "film", "item",
    "member", "merchant", "movie", "order", "patient", "person", "player", "product", "restaurant",
    "seller", "session", "shop", "song", "store", "student", "subject", "track", "user", "visitor",
  ]
  private static let counters: Set = ["row", "index", "nr", "no", "num", "number", "unnamed"]
  private static let codeWords: Set = [
    "category", "cluster", "code", "label", "phone", "plz", "postcode", "type", "zip", "zipcode",
  ]
  private static let amounts: Set = [
    "age", "amount", "count", "points", "price", "quantity", "rating", "ratings", "score", "stars",
    "years",
  ]
  private static let targets: Set = ["label", "target"]
  private static let firstTargets: Set = [
    "class", "diagnosis", "outcome", "output", "response", "y",
  ]
  private static let times: Set = [
    "date", "time", "datetime", "timestamp", "year", "datum", "jahr",
  ]

  /// Whether the values name things: the last word is `id` or the like, or the whole name a thing.
  var namesThings: Bool {
    words.last.map(Self.idWords.contains) == true
      || (words.count == 1 && Self.things.contains(words[0]))
  }
  /// Whether the values may count the rows: the whole name is `row`, `index`, `#` or the like.
  var countsRows: Bool {
    words.isEmpty ? !hasDigit : words.count == 1 && Self.counters.contains(words[0])
  }
  /// Whether whole numbers are codes: the last word is `code`, `zip`, `type` or the like.
  var isCode: Bool { words.last.map(Self.codeWords.contains) == true }
  /// Whether whole numbers are amounts even if they are few: `rating`, `count` or the like.
  var isAmount: Bool { words.last.map(Self.amounts.contains) == true }
  /// Whether the column is called `target` or `label`, wherever it stands.
  var isTarget: Bool { words.count == 1 && Self.targets.contains(words[0]) }
  /// Whether the first column is what tables call a target that comes first.
  var isTargetIfFirst: Bool { words.count == 1 && Self.firstTargets.contains(words[0]) }
  /// Whether numbers in it are points in time.
  var isTime: Bool { words.last.map(Self.times.contains) == true }
}
