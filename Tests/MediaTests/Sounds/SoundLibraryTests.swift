import Media
import Testing

@Suite struct SoundLibraryTests {
  @Test func `a system without libsndfile is told what to install`() {
    #if canImport(Darwin)
      let command = "brew install libsndfile"
    #else
      let command = "apt-get install libsndfile1"
    #endif
    #expect(
      message { _ = try SoundLibrary(names: ["libnone-1.so", "libnone-2.so"]) }
        == "libnone-1.so: sounds are read by the library libsndfile; received a system without it; "
        + "install it with '\(command)'")
  }

  @Test func `the first library that is there is taken`() throws {
    _ = try SoundLibrary(names: ["libnone.so", "libsndfile.so.1", "libsndfile.1.dylib"])
  }
}
