internal import Torch
internal import Training

/// The convolutional network of both tasks with digits: two convolutions of 3×3 (1→16→32), each
/// pooled by 2 and rectified, and a linear layer to ten classes.
///
/// Pooling before rectifying is the same function, and rectifies a quarter of the numbers.
///
/// - Parameter side: the images' height and width, a multiple of 4.
func makeDigitNetwork(side: Int) throws -> any Model {
  Classifier(
    Sequential(
      try Convolution2D(1, 16, size: 3, padding: 1), MaxPool2D(2), ReLU(),
      try Convolution2D(16, 32, size: 3, padding: 1), MaxPool2D(2), ReLU(),
      Flatten(), try Linear(32 * (side / 4) * (side / 4), 10)))
}
