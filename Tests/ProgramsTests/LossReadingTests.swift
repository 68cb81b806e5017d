import Programs
import Testing

@Suite struct LossReadingTests {
  /// The series in `text`, with their losses.
  private func read(
    _ text: String, _ source: LossSource = LossSource(), steps: Int? = nil
  ) throws -> [String: [Double]] {
    let losses = try source.losses(in: text, steps: steps)
    return Dictionary(
      uniqueKeysWithValues: losses.curves.map { ($0.series.description, $0.values) })
  }

  /// Printed lines, and the losses in them.
  struct Sample: Sendable {
    let text: String
    let losses: [String: [Double]]

    init(_ text: String, _ losses: [String: [Double]]) { (self.text, self.losses) = (text, losses) }
  }

  static let samples: [Sample] = [
    Sample("loss 2.31", ["loss": [2.31]]),
    Sample("loss: 2.31\nloss=1e-2\n'loss': 0.5", ["loss": [2.31, 0.01, 0.5]]),
    Sample(
      "train_loss=0.3, val_loss=0.4", ["training loss": [0.3], "validation loss": [0.4]]),
    Sample(
      "Train Epoch: 1 [640/60000 (1%)]\tLoss: 0.829752", ["training loss": [0.829752]]),
    Sample(
      "\nTest set: Average loss: 0.0461, Accuracy: 9850/10000 (98%)\n", ["test loss": [0.0461]]),
    Sample(
      """
      {'loss': 2.3, 'grad_norm': 1.5, 'learning_rate': 3e-4, 'epoch': 0.1}
      {'eval_loss': '2.5', 'eval_runtime': 1.2, 'epoch': 1.0}
      """, ["loss": [2.3], "validation loss": [2.5]]),
    Sample("INFO:root:{\"step\": 3, \"train\": {\"loss\": 1.5}}", ["training loss": [1.5]]),
    Sample("{\"mode\": \"val\", \"loss\": 0.7}", ["validation loss": [0.7]]),
    Sample(
      "step 500: train loss 1.9, val loss 2.0\niter 10: loss 2.4, time 3ms, mfu 1.2%",
      ["training loss": [1.9], "validation loss": [2.0], "loss": [2.4]]),
    Sample(
      """
      1/3 ━━━━ 0s 2s 5ms/step - accuracy: 0.85 - loss: 0.5\u{8}\u{8}\r\u{1B}[1m3/3\u{1B}[0m \
      \u{1B}[32m━━━━\u{1B}[0m 1s 5ms/step - accuracy: 0.9 - loss: 0.4 - val_loss: 0.45
      """, ["loss": [0.5, 0.4], "validation loss": [0.45]]),
    Sample(
      """
      Epoch 1:  45%|████▌     | 45/100 [00:01<00:01, 40.2it/s, v_num=0, train_loss=0.3]\r\
      Epoch 1:  46%|████▌     | 46/100 [00:01<00:01, 40.2it/s, v_num=0, train_loss=nan]
      """, ["training loss": [0.3, .nan]]),
    Sample(
      """
      epoch     train_loss  valid_loss  accuracy  time
      0         0.5         0.4         0.81      00:10
      1         0.3         inf         0.85      00:10
      """, ["training loss": [0.5, 0.3], "validation loss": [0.4, .infinity]]),
    Sample("epoch,loss,acc\n0,0.5,0.1\n1,0.4,0.2", ["loss": [0.5, 0.4]]),
    Sample("| Epoch | Val Loss |\n|---|---|\n| 1 | 0.5 |", ["validation loss": [0.5]]),
    Sample(
      "\u{1B}[32m[12:00:01 INFO]\u{1B}[0m step=3 loss=\u{1B}[1m2.5\u{1B}[0m", ["loss": [2.5]]),
    Sample("Iteration 1, loss = 0.69314718", ["loss": [0.69314718]]),
    Sample(
      "[10]\ttrain-logloss:0.5\teval-logloss:0.6",
      ["training logloss": [0.5], "validation logloss": [0.6]]),
    Sample("loss: tensor(0.25, grad_fn=<NllLossBackward0>)", ["loss": [0.25]]),
    Sample("{'loss': np.float64(0.5)}", ["loss": [0.5]]),
    Sample(
      "Test: [ 0/196]\tTime 1.2 ( 1.2)\tLoss 6.9e+00 (6.9e+00)\tAcc@1 0.1", ["test loss": [6.9]]),
    Sample("loss -inf\nloss: NaN", ["loss": [-.infinity, .nan]]),
    Sample(
      "kl loss 0.1, recon loss 0.5, total loss 0.6",
      ["kl loss": [0.1], "recon loss": [0.5], "loss": [0.6]]),
    Sample(
      "trainLoss 0.5 valLoss 0.6", ["training loss": [0.5], "validation loss": [0.6]]),
    Sample("mse: 0.3", ["mse": [0.3]]),
    Sample(
      """
      loss: 2
      Traceback (most recent call last):
        File "train.py", line 5, in <module>
          loss = 3 + end / 0
      ZeroDivisionError: loss 4
      loss: 1
      """, ["loss": [2, 1]]),
  ]

  @Test(arguments: samples)
  func `the usual lines are read`(sample: Sample) throws {
    let found = try read(sample.text)
    #expect(found.keys.sorted() == sample.losses.keys.sorted())
    for (name, values) in sample.losses {
      let same = zip(values, found[name] ?? []).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }
      #expect(same && values.count == found[name]?.count, "\(name): \(found[name] ?? [])")
    }
  }

  @Test(arguments: [
    "accuracy: 0.9, f1 0.5", "best val loss: 0.3", "loss_scale 65536", "reward 3.1",
    "Using device cpu", "lossless compression", "top1 0.5 loss_weight 2",
  ])
  func `what is larger when better, or is no measurement, is no loss`(line: String) throws {
    #expect(try read(line).isEmpty)
  }

  @Test func `steps come from the line or a progress bar`() throws {
    let losses = try LossSource().losses(
      in: "step 10: loss 3\nstep 20/500: loss 2\n", steps: 500)
    #expect(losses.curves[0].steps == [10, 20] && losses.curves[0].hasSteps)
    let bar = try LossSource().losses(
      in: " 4%|▍  | 40/1000 [00:10<01:00]\r{'loss': 2.0}\n 5%| | 50/1000 [0]\r{'loss': 1.0}",
      steps: 1000)
    #expect(bar.curves[0].steps == [40, 50])
    let batches = try LossSource().losses(in: "batch 1 loss 3\nbatch 2 loss 2\nbatch 1 loss 1")
    #expect(!batches.curves[0].hasSteps)
  }

  @Test func `a pattern reads what nothing else does`() throws {
    let plain = LossSource(pattern: #"L=(\S+)"#)
    #expect(try read("t L=2.5\nL=nan\nloss 3", plain)["loss"]?[0] == 2.5)
    let named = LossSource(pattern: #"(?<step>\d+)\) (?<loss>[\d.]+)"#, name: "cost")
    let losses = try named.losses(in: "12) 0.5\n13) 0.25")
    #expect(losses.curves[0].values == [0.5, 0.25] && losses.curves[0].steps == [12, 13])
    #expect(losses.curves[0].series.description == "cost")
  }

  @Test(arguments: [
    (LossSource(pattern: "("), "--pattern must be a regular expression; received '('"),
    (
      LossSource(pattern: "a"),
      "--pattern must have one group in parentheses, for the loss, or one named (?<loss>…); received 0 in 'a'"
    ),
    (
      LossSource(pattern: "(a)", log: "x"),
      "--pattern and --log both say where the losses are; leave one out"
    ),
    (
      LossSource(name: "val_accuracy"),
      "--loss must name a measure that is smaller when better; received 'val_accuracy'"
    ),
  ])
  func `what cannot be read is refused`(source: LossSource, text: String) {
    #expect(throws: ProgramError(.usage, text)) { try source.check() }
  }

  @Test func `a name chooses the series`() throws {
    let text = "step 1 kl_loss 0.5 loss 2\nval loss 3"
    #expect(try read(text, LossSource(name: "kl_loss")) == ["kl_loss": [0.5]])
    #expect(try read(text, LossSource(name: "val_loss")) == ["val_loss": [3]])
  }
}
