import Foundation

/// The English and German captions of Multi30k's first task: 29,000 pairs to train on, 1,014 to validate
/// with and the 1,000 of the test of 2016, one sentence a line.
///
/// Source: Elliott, Frank, Sima'an & Specia, *Multi30K: Multilingual English-German Image Descriptions*,
/// 2016 (<https://aclanthology.org/W16-3210>).
public enum Multi30kFiles {
  /// The English training sentences.
  public static let trainingEnglish = file(
    "train.en", size: 1_801_238,
    sha256: "460a15fbd157e34a7a9957ee388c1ca247fe47af3ef25fb50442af6c274e0fc6")
  /// Their German translations.
  public static let trainingGerman = file(
    "train.de", size: 2_110_398,
    sha256: "2c2b73fd2b548fbcde3a875e0a78d6ee94d498bfdee6bd3eae3945779e9ddf72")
  /// The English validation sentences.
  public static let validationEnglish = file(
    "val.en", size: 63_297,
    sha256: "1f2a23d992769b5b3d209b0a10dd0b77c08cceb1f20dfb97ed0aafa49d107227")
  /// Their German translations.
  public static let validationGerman = file(
    "val.de", size: 75_981,
    sha256: "660e09eb7e1da2f856ea13ee5ad3cf6d36b3d5b0b733c857e94c5747a3dfc660")
  /// The English test sentences.
  public static let testEnglish = file(
    "test_2016_flickr.en", size: 62_076,
    sha256: "399a4382932c1aadd3ceb9bef1008d388a64c76d4ae4e9d4728c6f4301cac182")
  /// Their German translations.
  public static let testGerman = file(
    "test_2016_flickr.de", size: 70_649,
    sha256: "4be6b5b3236b79c25475c6bb829800a7ce559e9ba7a1f6c2394fe4d40be46d16")

  private static let mirrors = [
    "https://raw.githubusercontent.com/multi30k/dataset/master/data/task1/raw/",
    "https://github.com/multi30k/dataset/raw/master/data/task1/raw/",
  ]

  private static func file(_ name: String, size: Int, sha256: String) -> RemoteFile {
    RemoteFile(
      path: "multi30k/\(name).gz", mirrors: mirrors.map { URL(string: "\($0)\(name).gz")! },
      sha256: sha256, size: size)
  }
}
