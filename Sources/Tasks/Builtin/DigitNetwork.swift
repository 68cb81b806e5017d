internal import Torch
internal import Training

/// The convolutional network of both digit tasks: two 3×3 convolutions (1→16→32 channels, times
/// `width`), each followed by 2×2 max pooling and ReLU, and a linear layer to ten classes.
///
/// ReLU after max pooling gives the same result as before it, on a quarter of the elements.
///
/// - Parameter side: the images' height and width, a multiple of 4.
func makeDigitNetwork(side: Int, width: Int) throws -> any Model {
  let (first, second) = (16 * width, 32 * width)
  return Classifier(
    Sequential(
      try Convolution2D(1, first, size: 3, padding: 1), MaxPool2D(2), ReLU(),
      try Convolution2D(first, second, size: 3, padding: 1), MaxPool2D(2), ReLU(),
      Flatten(), try Linear(second * (side / 4) * (side / 4), 10)))
}
