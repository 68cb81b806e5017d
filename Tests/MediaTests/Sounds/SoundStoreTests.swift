import Foundation
import Media
import Testing

@Suite struct SoundStoreTests {
  @Test func `sounds come back as the spectrograms of one form`() throws {
    let folder = try TemporaryFolder()
    for (index, sample) in SoundSamples.all.files.enumerated() {
      try folder.write("sounds/\(index % 2)/\(index).wav", sample.file)
    }
    let list = try LabelledFolder(folder.url.appending(path: "sounds"), of: .sounds)
    let store = try SoundStore(list, cache: folder.url.appending(path: "cache"))
    #expect(store.count == 18)
    // Samples of 8,001 to 8,003 Hz, 5 ms long.
    #expect(store.spectrogram.sampleRate == 8_001 && store.spectrogram.frames == 32)
    for (index, file) in list.files.enumerated() {
      let expected = try store.spectrogram.picture(of: SoundFile.read(file))
      #expect(Array(store.values(of: index).bindMemory(to: Float.self)) == expected)
    }
  }
}
