import AnnealCLI
import Foundation
import Testing

@Suite struct ProgressBarTests {
  private func line(
    width: Int, total: Int = 1000, from first: Int = 0, step: Int, seconds: Double,
    environment: [String: String] = ["NO_COLOR": "1"]
  ) -> String {
    let terminal = Terminal(environment: environment, isInteractive: true, columns: width)
    return ProgressBar("training", total: total, from: first, on: terminal)
      .line(step: step, loss: 0.0123, rate: 6.2e-4, seconds: seconds)
  }

  @Test func `a wide line has all facts`() {
    // 250 of 1000 in 5 s: 50 a second, and 750/50 = 15 s to go; 40 columns of bar, 10 of them full.
    #expect(
      line(width: 120, step: 250, seconds: 5)
        == "training ━━━━━━━━━━──────────────────────────────  25%  step 250/1000  loss 0.0123  "
        + "rate 6.2e-4  50/s  0:15 left")
  }

  @Test func `a narrow line keeps what matters, and none wraps`() {
    for width in 20...130 {
      let text = line(width: width, step: 999, seconds: 60)
      #expect(text.count < width)
      #expect(text.contains("99%"))
    }
    #expect(!line(width: 80, step: 250, seconds: 5).contains("step"))
    #expect(line(width: 80, step: 250, seconds: 5).contains("loss 0.0123  rate 6.2e-4  50/s"))
    #expect(line(width: 50, step: 250, seconds: 5).hasSuffix("  25%  loss 0.0123  0:15 left"))
  }

  @Test func `the speed of a resumed run counts its own steps`() {
    // 100 of this process's steps in 10 s; 400 are left.
    #expect(line(width: 120, from: 500, step: 600, seconds: 10).hasSuffix("10/s  0:40 left"))
    #expect(line(width: 120, step: 0, seconds: 0).hasSuffix("0/s  -:-- left"))
  }

  @Test func `outside of UTF-8 the bar is ASCII`() {
    let text = line(width: 60, step: 500, seconds: 5, environment: ["LANG": "C", "NO_COLOR": "1"])
    #expect(text.contains("#") && text.contains("."))
    #expect(text.allSatisfy { $0.isASCII })
  }

  @Test(
    arguments: [
      (0, "0:00"), (0.2, "0:01"), (7, "0:07"), (59.5, "1:00"), (750, "12:30"), (3600, "1:00:00"),
      (11_105, "3:05:05"), (-1, "0:00"), (.infinity, "-:--"), (.nan, "-:--"), (1e12, "-:--"),
    ] as [(Double, String)])
  func `time left is rounded up to seconds`(seconds: Double, text: String) {
    #expect(clock(seconds) == text)
  }

  @Test(
    .timeLimit(.minutes(10)),
    .enabled(if: Self.hasScript, "a pseudo-terminal comes from Linux's script command"))
  func `on a terminal the bar is drawn over itself, and gone at the end`() async throws {
    let result = try await Anneal().shell(
      "script -qec 'stty cols 60; $ANNEAL fit boston --steps 3000 --rate 0.01' /dev/null")
    #expect(result.code == 0)
    let text = result.output
    #expect(text.contains("\r\u{1B}[2K\u{1B}[1mtraining\u{1B}[0m "))
    #expect(text.contains("\u{1B}[1mrun boston-1\u{1B}[0m"))
    // The bar's line is cleared before a line of facts is printed.
    #expect(text.contains(" left\r\u{1B}[2K"))
    #expect(text.contains("\u{1B}[2mdata       \u{1B}[0m Boston housing, 506 rows, embedded; a"))
    #expect(text.split(separator: "\r\n").last?.hasSuffix("runs/boston-1/report.html") == true)
  }

  private static var hasScript: Bool {
    #if os(Linux)
      FileManager.default.isExecutableFile(atPath: "/usr/bin/script")
    #else
      false
    #endif
  }
}
