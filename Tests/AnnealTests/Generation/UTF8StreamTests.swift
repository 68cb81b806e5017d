import Anneal
import Testing

@Suite struct UTF8StreamTests {
  @Test(arguments: ["plain", "é à la carte", "日本語 😀 👩‍👩‍👧", "a\u{301}"])
  func `bytes one at a time give the whole text, and each character when it is whole`(text: String)
  {
    var stream = UTF8Stream()
    var pieces: [String] = []
    for byte in text.utf8 { pieces.append(stream.append([byte])) }
    #expect(pieces.joined() + stream.finish() == text)
    #expect(!pieces.joined().unicodeScalars.contains("\u{FFFD}"))
    #expect(pieces.count { !$0.isEmpty } == text.unicodeScalars.count)
  }

  @Test func `bytes that are no text become replacement characters`() {
    var stream = UTF8Stream()
    #expect(stream.append([0xFF, 0x61]) == "\u{FFFD}a")
    #expect(stream.append([0xC3]) == "" && stream.append([0x61]) == "\u{FFFD}a")
    #expect(stream.append([0xF0, 0x9F]) == "" && stream.finish() == "\u{FFFD}")
    #expect(stream.append([0x80, 0x80, 0x80, 0x80]) == "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}")
  }
}
