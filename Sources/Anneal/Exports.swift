@_exported import DataFiles
@_exported import LearningRate
@_exported import Optimizers
@_exported import Runs
@_exported import Search
@_exported import Tasks
@_exported import Torch
@_exported import Training
