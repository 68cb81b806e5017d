import Foundation

extension RemoteFile {
  /// 40,000 lines of Shakespeare's plays in one file of 1,115,394 characters, 65 different ones,
  /// which is known as Tiny Shakespeare.
  ///
  /// Source: Karpathy, *char-rnn*, 2015 (<https://github.com/karpathy/char-rnn>).
  public static let shakespeare = RemoteFile(
    path: "tinyshakespeare/input.txt",
    mirrors: [
      URL(
        string:
          "https://raw.githubusercontent.com/karpathy/char-rnn/master/data/tinyshakespeare/input.txt"
      )!
    ],
    sha256: "86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed", size: 1_115_394)
}
