import Foundation
import Testing

@Suite(.timeLimit(.minutes(10))) struct FitCommandTests {
  @Test func `a fit tells what it does, and what came of it`() async throws {
    let anneal = try Anneal()
    let result = try await anneal("fit", "boston", "--steps", "30", "--rate", "0.01")
    #expect(result.code == 0)
    #expect(result.errors == "")
    // 506 rows less a fifth, rounded: 101; 405/32 = 12 whole batches; 30/12 = 2.5.
    // (13 + 1)·10 + (10 + 1)·10 + 10 + 1 = 261 parameters.
    #expect(
      result.output.hasPrefix(
        """
        run boston-1
        data        Boston housing, 506 rows, embedded; a random fifth held out
        examples    405 to train on, 101 held out
        model       MLP 13-10-10-1, 261 parameters
        optimizer   adamw
        length      30 steps: 2.5 epochs of 12 batches of 32
        schedule    cosine(from: 0.01, to: 0).warmup(5%)
        step 12     validation loss 0.
        """))
    let end =
      /(?s).*\nresult      validation loss 0\.\d+\n            peak rate 0\.01, 30 steps in [\d.]+ s\nreport      runs\/boston-1\/report\.html\n/
    #expect(result.output.wholeMatch(of: end) != nil)
    #expect(!result.output.contains("\u{1B}"))
    #expect(anneal.has("runs/boston-1/report.html"))
    #expect(anneal.has("runs/boston-1/report.svg"))
    #expect(anneal.has("runs/boston-1/step-00000030/weights.safetensors"))
  }

  @Test func `a task may be said more of, and a run goes on as it was said`() async throws {
    let anneal = try Anneal()
    let whole = try await anneal(
      "fit", "boston(hidden: [7])", "--steps", "40", "--rate", "0.01")
    #expect(whole.code == 0)
    #expect(whole.output.contains("model       MLP 13-7-1, 106 parameters\n"))
    #expect(whole.output.hasPrefix("run boston-1\n"))
    let more = try await anneal("fit", "--resume", "latest", "--steps", "50", "--replan", "rebase")
    #expect(more.code == 0 && more.output.contains("MLP 13-7-1"))
    let wrong = try await anneal("fit", "boston(hiden: [7])")
    #expect(wrong.code == 2)
    #expect(wrong.errors.hasPrefix("anneal: the task 'boston(hiden: [7])': "))
    #expect(wrong.errors.contains("hidden"))
  }

  @Test func `the last line of JSON is the summary`() async throws {
    let result = try await Anneal()(
      "fit", "digits", "--steps", "20", "--rate", "1e-3", "--validate-every", "10", "--json")
    #expect(result.code == 0)
    let lines = try objects(result.output)
    let events = lines.dropLast().compactMap { $0["event"] as? String }
    let steps = Array(repeating: "step", count: 10)
    #expect(events == ["run", "plan"] + steps + ["validation"] + steps + ["validation"])
    let summary = try #require(lines.last)
    let keys: Set = [
      "run", "task", "optimizer", "schedule", "rate", "validation", "best", "steps", "seconds",
    ]
    #expect(Set(summary.keys) == keys)
    #expect(summary["run"] as? String == "digits-1")
    #expect(summary["task"] as? String == "digits")
    #expect(summary["optimizer"] as? String == "adamw")
    #expect(summary["schedule"] as? String == "cosine(from: 1e-3, to: 0).warmup(5%)")
    #expect(summary["rate"] as? Double == 1e-3)
    #expect(summary["steps"] as? Int == 20)
    let best = try #require(summary["best"] as? [String: Any])
    #expect(Set(best.keys) == ["step", "loss", "measures"])
    let validation = try #require(summary["validation"] as? [String: Double])
    #expect(Set(validation.keys) == ["accuracy", "loss"])
    #expect(try #require(summary["seconds"] as? Double) > 0)
  }

  @Test func `without a rate one is found, the same each time`() async throws {
    let anneal = try Anneal()
    let first = try objects(try await anneal("fit", "boston", "--steps", "100", "--json").output)
    let second = try objects(try await anneal("fit", "boston", "--steps", "100", "--json").output)
    let found = try #require(first.first { $0["event"] as? String == "found" })
    #expect(first.last?["rate"] as? Double == found["rate"] as? Double)
    #expect(first.last?["rate"] as? Double == second.last?["rate"] as? Double)
    #expect((found["interval"] as? [Double])?.count == 2)
    #expect(first.last?["run"] as? String == "boston-1")
    #expect(second.last?["run"] as? String == "boston-2")
  }

  @Test func `a schedule is used as written, or scaled to the rate`() async throws {
    let anneal = try Anneal()
    let arguments = ["fit", "boston", "--steps", "12", "--json", "--schedule", "constant(0.02)"]
    let written = try objects(try await anneal.start(arguments).result().output)
    #expect(written.last?["schedule"] as? String == "constant(0.02)")
    let scaled = try objects(
      try await anneal.start(arguments + ["--rate", "0.01"]).result().output)
    #expect(scaled.last?["schedule"] as? String == "constant(0.02).scaled(by: 0.5)")
    #expect(scaled.last?["rate"] as? Double == 0.01)
  }

  @Test func `the best model is kept and told, by a measure of one's own too`() async throws {
    let anneal = try Anneal()
    // At such a rate the accuracy goes up and down.
    let fit = [
      "fit", "digits", "--steps", "60", "--validate-every", "5", "--schedule",
      "linear(from: 0.02, to: 0.3)", "--best", "accuracy",
    ]
    let lines = try objects(try await anneal.start(fit + ["--json"]).result().output)
    let accuracies = lines.compactMap { line in
      (line["validation"] as? [String: Double])?["accuracy"].map { (line["step"] as? Int, $0) }
    }
    let best = try #require(lines.last?["best"] as? [String: Any])
    let highest = try #require(accuracies.dropLast().map(\.1).max())
    #expect((best["measures"] as? [String: Double])?["accuracy"] == highest)
    let step = try #require(best["step"] as? Int)
    #expect(accuracies.first { $0.1 == highest }?.0 == step)
    let name = "step-\(String(repeating: "0", count: 8 - "\(step)".count))\(step)"
    #expect(anneal.has("runs/digits-1/best/\(name)/weights.safetensors"))
    let wrong = try await anneal("fit", "digits", "--rate", "0.01", "--best", "acuracy")
    #expect(wrong.code == 2)
    #expect(
      wrong.errors
        == "anneal: --best must be one of loss, accuracy; received 'acuracy'\n"
    )
    #expect(try await anneal.runs() == ["digits-1"])
  }

  @Test func `a controller ends a run early, and one that cannot act is told`() async throws {
    let anneal = try Anneal()
    let plan = "constant(1e-30).controlled(by: plateau(patience: 1, stopAfter: 2))"
    let result = try await anneal("fit", "boston", "--steps", "240", "--schedule", plan)
    #expect(result.code == 0)
    // Measured after each of 12 updates: the best, and four that are none.
    #expect(
      result.output.contains("\nstep 60     plateau(factor: 0.1, patience: 1, stopAfter: 2): ended")
    )
    #expect(result.output.contains(", 60 steps in "))
    let idle = try await anneal(
      "fit", "boston", "--steps", "24", "--schedule", "constant(1e-3).controlled(by: plateau)")
    #expect(
      idle.output.contains(
        "\ncontroller  plateau(factor: 0.1, patience: 10) can never act: it gets 2 measurements and "
          + "needs 12\n"))
  }

  @Test func `a dry run shows the plan and records nothing`() async throws {
    let anneal = try Anneal()
    let result = try await anneal("fit", "digits", "--dry-run", "--seed", "7")
    #expect(result.code == 0)
    // 1797 images, a stratified fifth of which is 359; 1438/32 = 44; 30·44 = 1320;
    // a search spends four times a fiftieth, and three times a fiftieth and a hundredth of 1320.
    #expect(
      result.output == """
        task        digits
        data        UCI optical digits, 1,797 images, embedded; a random, stratified fifth held out
        examples    1438 to train on, 359 held out
        model       CNN 1-16-32-10, 6090 parameters
        optimizer   adamw
        length      1320 steps: 30 epochs of 44 batches of 32
        seed        7
        rate        found by a search of about 221 steps before the run
        schedule    cosine(from: 1, to: 0).warmup(5%), times the rate

        tensor                    shape  elements
        ────────────────────  ─────────  ────────
        body.layers.0.weight   16×1×3×3       144
        body.layers.0.bias           16        16
        body.layers.3.weight  32×16×3×3      4608
        body.layers.3.bias           32        32
        body.layers.7.weight     10×128      1280
        body.layers.7.bias           10        10

        """)
    #expect(!anneal.has("runs"))
  }

  @Test func `a dry run in JSON has the lengths`() async throws {
    let result = try await Anneal()(
      "fit", "boston", "--dry-run", "--json", "--rate", "0.5", "--epochs", "2")
    #expect(
      result.output == """
        {"batchSize":32,"optimizer":"adamw","parameters":261,"rate":0.5,\
        "schedule":"cosine(from: 0.5, to: 0).warmup(5%)","searchSteps":0,"seed":0,"steps":24,\
        "stepsPerEpoch":12,"task":"boston",\
        "tensors":[{"isTrained":true,"name":"body.layers.0.weight","shape":[10,13]},\
        {"isTrained":true,"name":"body.layers.0.bias","shape":[10]},\
        {"isTrained":true,"name":"body.layers.2.weight","shape":[10,10]},\
        {"isTrained":true,"name":"body.layers.2.bias","shape":[10]},\
        {"isTrained":true,"name":"body.layers.4.weight","shape":[1,10]},\
        {"isTrained":true,"name":"body.layers.4.bias","shape":[1]}],\
        "trainingExamples":405,"validationExamples":101}

        """)
  }
}
