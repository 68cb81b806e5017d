extension LogFile {
  /// What the file is instead of text, by its first bytes; nil if they may be text.
  ///
  /// Text has no zero bytes, and of every ten bytes at most one that is no UTF-8 or a control character:
  /// a few are an accent in another encoding, or a terminal's colours.
  var notText: String? {
    let head = head
    if head.starts(with: [0x1F, 0x8B]) { return "gzip, which must be unpacked first" }
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
    let odd = head.count { $0 < 32 && !(9...13).contains($0) || $0 == 127 }
    let replaced = String(decoding: head, as: UTF8.self).unicodeScalars.count { $0 == "\u{FFFD}" }
    let isText = !head.contains(0) && (odd + replaced) * 10 <= max(head.count, 30)
    return isText ? nil : "\(count) bytes that are no text"
  }
}
