/// A task on data of the user, whose model may start from the weights of a file.
protocol OwnDataForm: TaskForm {
  /// The weights to start from; nil for random ones.
  var weights: StartingWeights? { get set }
}
