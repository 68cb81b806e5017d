import Foundation

/// The four files of MNIST: 60,000 training and 10,000 test images of 28 × 28 bytes, with labels.
///
/// The digests are those of the original files' decompressed content.
public enum MNISTFiles {
  /// The training images, of shape 60,000 × 28 × 28.
  public static let trainingImages = file(
    "train-images-idx3-ubyte", size: 47_040_016,
    sha256: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db")
  /// The training labels, of shape 60,000.
  public static let trainingLabels = file(
    "train-labels-idx1-ubyte", size: 60_008,
    sha256: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5")
  /// The test images, of shape 10,000 × 28 × 28.
  public static let testImages = file(
    "t10k-images-idx3-ubyte", size: 7_840_016,
    sha256: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7")
  /// The test labels, of shape 10,000.
  public static let testLabels = file(
    "t10k-labels-idx1-ubyte", size: 10_008,
    sha256: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2")

  /// All four files.
  public static let all = [trainingImages, trainingLabels, testImages, testLabels]

  private static let mirrors = [
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
  ]

  private static func file(_ name: String, size: Int, sha256: String) -> RemoteFile {
    RemoteFile(
      path: "mnist/\(name).gz", mirrors: mirrors.map { URL(string: "\($0)\(name).gz")! },
      sha256: sha256, size: size)
  }
}
