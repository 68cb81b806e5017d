package import Media
package import Models
package import Tables

/// How pictures become numbers, and where the training pictures came from.
package struct ImagesRecord: Codable, Hashable, Sendable {
  /// The folder of the training pictures.
  package let path: String
  /// The size that every picture is brought to.
  package let size: ImageSize
  /// The mean of each channel of the training pictures, of full white.
  package let means: [Double]
  /// The standard deviation of each channel.
  package let deviations: [Double]

  /// A record of these parts.
  package init(path: String, size: ImageSize, means: [Double], deviations: [Double]) {
    (self.path, self.size, self.means, self.deviations) = (path, size, means, deviations)
  }

  /// What a model receives of a picture.
  package var input: ModelInput {
    .image(channels: size.channels, height: size.height, width: size.width)
  }
}

/// How recordings become numbers, and where the training recordings came from.
package struct SoundsRecord: Codable, Hashable, Sendable {
  /// The folder of the training recordings.
  package let path: String
  /// The picture that is made of a recording.
  package let spectrogram: LogMelSpectrogram

  /// A record of these parts.
  package init(path: String, spectrogram: LogMelSpectrogram) {
    (self.path, self.spectrogram) = (path, spectrogram)
  }

  /// What a model receives of a recording.
  package var input: ModelInput {
    .image(channels: 1, height: spectrogram.bands, width: spectrogram.frames)
  }
}

/// How texts become tokens, and where the training text came from.
package struct TextRecord: Codable, Hashable, Sendable {
  /// The file or folder of the training text.
  package let path: String
  /// SHA-256 of the training text or table.
  package let digest: String
  /// SHA-256 of the table that was held out; nil for a part of the training data.
  package let heldOutDigest: String?
  /// The encoding that the user gave for the training table.
  package let encoding: TableEncoding
  /// The tokens.
  package let vocabulary: TextVocabulary
  /// The number of tokens that a model receives at a time.
  package let length: Int
  /// The columns of a table with the text and the class; nil for running text.
  package let columns: Columns?

  /// The columns of a table of texts.
  package struct Columns: Codable, Hashable, Sendable {
    /// The column of the text.
    package let text: String
    /// The column of the class.
    package let target: String

    /// The columns of these names.
    package init(text: String, target: String) { (self.text, self.target) = (text, target) }
  }

  /// A record of these parts.
  package init(
    path: String, digest: String, heldOutDigest: String? = nil,
    encoding: TableEncoding = .automatic, vocabulary: TextVocabulary, length: Int,
    columns: Columns? = nil
  ) {
    (self.heldOutDigest, self.encoding) = (heldOutDigest, encoding)
    (self.path, self.digest, self.vocabulary) = (path, digest, vocabulary)
    (self.length, self.columns) = (length, columns)
  }

  /// What a model receives of a text.
  package var input: ModelInput { .tokens(vocabulary: vocabulary.count, length: length) }
}
