import Testing
import Torch

@Suite struct DeviceTests {
  @Test(arguments: [
    ("cpu", Device.cpu), ("mps", .mps), ("cuda:0", .cuda()), ("cuda:3", .cuda(3)),
    ("cuda:127", .cuda(127)),
  ])
  func `reads what it prints`(text: String, device: Device) {
    #expect(Device(text) == device)
    #expect(device.description == text)
  }

  @Test func `cuda alone is the first card`() { #expect(Device("cuda") == .cuda(0)) }

  @Test(arguments: [
    "", "gpu", "CPU", "cuda:", "cuda:-1", "cuda:x", "cuda:+1", "cuda:01", "cuda:128",
    "cuda:99999999999999999999", "cpu:0", "mps:0", " cpu",
  ])
  func `anything else is no device`(text: String) { #expect(Device(text) == nil) }

  @Test func `the processor is always there`() { #expect(Device.cpu.isAvailable) }

  @Test func `the best device is available, and the processor where there is no other`() {
    #expect(Device.best.isAvailable)
    let others = [Device.cuda(), .mps].contains(where: \.isAvailable)
    #expect((Device.best == .cpu) == !others)
  }

  @Test func `a device that is missing is an error and not a crash`() throws {
    #expect(!Device.cuda(127).isAvailable)
    let error = #expect(throws: TorchError.self) { try Tensor.full([1], 0, on: .cuda(127)) }
    #expect(error?.description.hasPrefix("full: no device cuda:127; libtorch finds ") == true)
    let other = #expect(throws: TorchError.self) {
      try Tensor.full([1], 0).converted(to: .float32, on: .cuda(127))
    }
    #expect(other?.operation == "converted")
    if !Device.mps.isAvailable {
      #expect(throws: TorchError.self) { try Tensor.full([1], 0, on: .mps) }
    }
  }

  @Test func `an index out of range stops the program`() async {
    await #expect(processExitsWith: .failure) { _ = Device.cuda(-1) }
    await #expect(processExitsWith: .failure) { _ = Device.cuda(128) }
  }
}
