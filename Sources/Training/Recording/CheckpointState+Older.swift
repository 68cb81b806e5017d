internal import LearningRate
internal import Optimizers

extension CheckpointState {
  /// Decodes a state; one from before several updaters were possible becomes that of a single
  /// updater.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func value<Value: Decodable>(_ key: CodingKeys) throws -> Value {
      try container.decode(Value.self, forKey: key)
    }
    (step, steps) = (try value(.step), try value(.steps))
    stepsPerEpoch = try container.decodeIfPresent(Int.self, forKey: .stepsPerEpoch)
    examples = try container.decodeIfPresent(Int.self, forKey: .examples)
    order = try container.decodeIfPresent(String.self, forKey: .order) ?? "shuffled"
    (batchSize, seed) = (try value(.batchSize), try value(.seed))
    microBatchSize = try container.decodeIfPresent(Int.self, forKey: .microBatchSize)
    (threads, torch) = (try value(.threads), try value(.torch))
    place = try container.decodeIfPresent(DataPosition.self, forKey: .place)
    device = try container.decodeIfPresent(String.self, forKey: .device)
    keptWeights = try container.decodeIfPresent([RestorePoint].self, forKey: .keptWeights)
    if container.contains(.updaters) {
      (updaters, restorePoints) = (try value(.updaters), try value(.restorePoints))
      guard !updaters.isEmpty,
        (restorePoints + (keptWeights ?? [])).allSatisfy({ $0.updaters.count == updaters.count })
      else {
        throw DecodingError.dataCorruptedError(
          forKey: .updaters, in: container,
          debugDescription: "each restore point must hold the state of \(updaters.count) updaters")
      }
    } else {
      let older = try Older(from: decoder)
      (updaters, restorePoints) = ([older.updater(after: step)], older.points)
    }
  }

  private enum CodingKeys: CodingKey {
    case step, steps, stepsPerEpoch, updaters, examples, order, batchSize, microBatchSize, seed
    case restorePoints, keptWeights, place, device, threads, torch
  }

  /// The updater's part of version 0.1's first checkpoints.
  private struct Older: Decodable {
    let optimizer, plan: String
    let optimizerCount, planStart, planSteps: Int
    let controllers: [ControllerState]
    let gradientLimit: GradientClipping?
    let gradientLimitState: GradientClippingState?
    let restorePoints: [Point]

    struct Point: Decodable {
      let step, optimizerCount: Int
      let gradientLimitState: GradientClippingState?
    }

    func updater(after step: Int) -> Updater {
      Updater(
        name: "", optimizer: optimizer, updates: step, optimizerCount: optimizerCount, plan: plan,
        planStart: planStart, planSteps: planSteps, controllers: controllers,
        gradientClipping: gradientLimit, clippingState: gradientLimitState)
    }

    var points: [RestorePoint] {
      restorePoints.map { point in
        RestorePoint(
          step: point.step,
          updaters: [
            RestorePoint.Memory(
              updates: point.step, optimizerCount: point.optimizerCount,
              clippingState: point.gradientLimitState)
          ])
      }
    }
  }
}
