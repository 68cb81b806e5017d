import Exchange
import LearningRate
import Testing

/// Whole files, as they were when `scripts/exchange-check` had run them.
@Suite struct ExportTextTests {
  @Test func `PyTorch’s schedulers stand in a row`() throws {
    let export = try ScheduleExport(
      Schedule("cosine(from: 3e-4, to: 0).warmup(5%)"), to: .pytorch, steps: 1000)
    #expect(
      export.text == """
        # cosine(from: 3e-4, to: 0).warmup(5%)
        # over 1000 steps; exported by Anneal.
        #
        #     optimizer = torch.optim.AdamW(model.parameters(), lr=BASE)
        #     scheduler = schedule(optimizer)
        #
        # and scheduler.step() after each optimizer.step().
        # A group of parameters with another rate than BASE keeps its share of it.

        from torch.optim import lr_scheduler

        BASE = 3e-4


        def schedule(optimizer):
            return lr_scheduler.SequentialLR(
                optimizer,
                [
                    lr_scheduler.LinearLR(
                        optimizer,
                        start_factor=0.0196078431372549,
                        end_factor=1,
                        total_iters=50,
                    ),
                    lr_scheduler.CosineAnnealingLR(optimizer, T_max=950),
                    lr_scheduler.ConstantLR(optimizer, factor=0, total_iters=10**9),
                ],
                milestones=[50, 1000],
            )

        """)
  }

  @Test func `a closed form is a share of the base rate for the Trainer`() throws {
    let export = try ScheduleExport(
      Schedule("noam(width: 512, warmup: 40)"), to: .transformers, steps: 1000)
    #expect(
      export.text == """
        # noam(width: 512, warmup: 40)
        # over 1000 steps; exported by Anneal.
        #
        #     optimizer = torch.optim.AdamW(model.parameters(), lr=BASE)
        #     trainer = Trainer(model=model, args=args, train_dataset=data,
        #                       optimizers=(optimizer, schedule(optimizer)))
        #
        # with max_steps=1000 in the TrainingArguments.

        import math

        from torch.optim.lr_scheduler import LambdaLR

        BASE = 0.006987712429686841


        def rate(step):
            x1 = min(step, 1000) + 1
            return 0.044194173824159216 * min(1 / math.sqrt(x1), 0.003952847075210474 * x1)


        def schedule(optimizer):
            return LambdaLR(optimizer, lambda step: rate(step) / BASE)

        """)
  }

  @Test func `Keras gets a subclass that computes in 32 bits`() throws {
    let export = try ScheduleExport(
      Schedule("rex(from: 1e-3, to: 0).warmup(50)"), to: .keras, steps: 1000)
    #expect(
      export.text == #"""
        # rex(from: 1e-3, to: 0).warmup(50)
        # over 1000 steps; exported by Anneal.
        # Computed in 32 bits, where steps are exact up to 2^24.
        #
        #     optimizer = keras.optimizers.AdamW(learning_rate=schedule())

        import keras
        from keras import ops


        @keras.saving.register_keras_serializable("anneal")
        class Schedule(keras.optimizers.schedules.LearningRateSchedule):
            def __call__(self, step):
                step = ops.cast(step, "float32")
                x1 = (950.0 - ops.minimum(ops.maximum(step - 50.0, 0.0), 950.0)) / 950.0
                return ops.where(step < 50.0, 1e-3 * ops.minimum((step + 1.0) / 51.0, 1.0), 1e-3 * 2.0 * x1 / (1.0 + x1))

            def get_config(self):
                return {}


        def schedule():
            return Schedule()

        """#)
  }

  @Test func `optax gets a function that works under jit`() throws {
    let export = try ScheduleExport(
      Schedule("linear(from: 1e-3, to: 1e-5).repeated(every: 20%)"), to: .optax, steps: 1000)
    #expect(
      export.text == """
        # linear(from: 1e-3, to: 1e-5).repeated(every: 20%)
        # over 1000 steps; exported by Anneal.
        # Computed in 32 bits, where steps are exact up to 2^24.
        #
        #     optimizer = optax.adamw(learning_rate=schedule)

        import jax.numpy as jnp


        def schedule(step):
            step = jnp.asarray(step, jnp.float32)
            x1 = jnp.maximum(step - 200.0 * jnp.floor(step / 200.0 + 0.0025), 0.0)
            x2 = 1e-3 - 9.9e-4 * jnp.minimum(jnp.minimum(x1, 200.0), 200.0) / 200.0
            return jnp.where(step < 1000.0, x2, 1e-5)

        """)
  }

  @Test func `MLX gets a Swift function`() throws {
    let export = try ScheduleExport(
      Schedule("step(from: 0.1, gamma: 0.5, every: 30).warmup(20)"), to: .mlxSwift, steps: 1000)
    #expect(
      export.text == """
        // step(from: 0.1, gamma: 0.5, every: 30).warmup(20)
        // over 1000 steps; exported by Anneal.
        //
        //     optimizer.learningRate = schedule(step)  // before each update, step from 0
        //
        // Not inside compile(…): it keeps the rate it saw first. Compile the loss and its gradient,
        // and update outside; or hand the rate in as an MLXArray argument.

        import Foundation

        func schedule(_ step: Int) -> Float {
          Float(rate(max(step, 0)))
        }

        private func rate(_ step: Int) -> Double {
          let step = Double(step)
          let x1: Double = floor(min(max(step - 20, 0), 980) / 30 + 1e-9)
          if step < 20 { return 0.1 * min((step + 1) / 21, 1) }
          return 0.1 * exp(-0.6931471805599453 * x1)
        }

        """)
  }

  @Test func `JSON holds the notation and every rate`() throws {
    let export = try ScheduleExport(
      Schedule("linear(from: 1, to: 0)"), to: .json, steps: 4)
    #expect(
      export.text == #"""
        {"notation":"linear(from: 1, to: 0)","steps":4,"values":[1,0.75,0.5,0.25]}

        """#)
  }

  @Test func `CSV has a line for each step`() throws {
    let export = try ScheduleExport(
      Schedule("linear(from: 1, to: 0)"), to: .csv, steps: 4)
    #expect(
      export.text == """
        step,rate
        0,1
        1,0.75
        2,0.5
        3,0.25

        """)
  }
}
