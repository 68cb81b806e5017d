import Foundation
import Testing

@Suite(.timeLimit(.minutes(10))) struct FailureTests {
  @Test func `a loss that runs away stops the run and keeps the last good checkpoint`() async throws
  {
    let anneal = try Anneal()
    let result = try await anneal(
      "fit", "boston", "--steps", "200", "--optimizer", "sgd(momentum: 0.9)", "--rate", "1e4")
    #expect(result.code == 1)
    let sentence =
      /anneal: the loss became (?:infinite|NaN) at step (\d+), after an update with rate [\d.e]+; the checkpoint after 0 updates is kept in runs\/boston-1; try a lower --rate, or --clip 1\n/
    let match = try #require(result.errors.wholeMatch(of: sentence))
    #expect(anneal.has("runs/boston-1/step-00000000/state.json"))
    #expect(anneal.has("runs/boston-1/report.html"))
    let show = try await anneal("runs", "show", "boston-1")
    #expect(show.output.contains("status      failed at step \(match.1), can be resumed\n"))
    let verdict =
      /(?s).*\n\nverdict     the loss became (?:infinite|NaN) at step (\d+), after an update with rate [\d.]+; the checkpoint after 0 updates is kept; try a lower rate\n/
    #expect(try #require(show.output.wholeMatch(of: verdict)).1 == match.1)
    #expect(show.output.contains("diverged    at step \(match.1)\n"))
  }

  @Test(
    arguments: [
      (
        [0x1F, 0x8B], ".gz",
        "the gzip data must end with their check sum; received 2 bytes, where they stop early; "
          + "replace it with the original file"
      ),
      (
        Array("hello\n".utf8), "",
        "the decompressed content must have the SHA-256 "
          + "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db; received "
          + "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03 (6 bytes); "
          + "replace it with the original file"
      ),
      (
        nil, ".gz",
        "the file must be in the folder that ANNEAL_DATA names; received no file of that name, "
          + "with or without .gz; put it there, or unset ANNEAL_DATA to have it downloaded"
      ),
    ] as [([UInt8]?, String, String)])
  func `a data file at fault is named, and no run is recorded`(
    bytes: [UInt8]?, suffix: String, message: String
  ) async throws {
    let anneal = try Anneal()
    let path = "data/mnist/train-images-idx3-ubyte\(suffix)"
    if let bytes { try anneal.write(bytes, to: path) }
    let result = try await anneal("fit", "mnist", "--steps", "5", "--rate", "1e-3")
    #expect(result.code == 1)
    #expect(
      result.errors == "anneal: \(anneal.path(path)): \(message)\n")
    #expect(result.output == "")
    #expect(try await anneal.runs() == [])
    #expect(!anneal.has("runs/mnist-1"))
  }

  @Test func `a flipped byte in a checkpoint is found, and the way around it told`() async throws {
    let anneal = try Anneal()
    try await anneal("fit", "boston", "--steps", "20", "--rate", "0.01", "--checkpoint-every", "5")
    let path = "runs/boston-1/step-00000020/weights.safetensors"
    let file = anneal.folder.appendingPathComponent(path)
    var bytes = try Data(contentsOf: file)
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: file)
    let result = try await anneal("fit", "--resume", "boston-1", "--at-step", "20")
    #expect(result.code == 1)
    #expect(result.output == "")
    #expect(result.errors.hasPrefix("anneal: \(file.path): the content must have the SHA-256 "))
    #expect(
      result.errors.hasSuffix(
        "; intact checkpoints before it are at step 15; resume from step 15 with: "
          + "anneal fit --resume boston-1 --at-step 15\n"))
    #expect(result.errors.filter { $0 == "\n" }.count == 1)
    #expect(try await anneal("fit", "--resume", "boston-1", "--at-step", "15").code == 0)
  }

  @Test func `a database that another process holds is waited for, then told`() async throws {
    let anneal = try Anneal()
    try await anneal("fit", "boston", "--steps", "2", "--rate", "0.01")
    let path = anneal.path("runs/runs.sqlite")
    // SQLite's own lock for exclusive use: 512 bytes from the first gigabyte on.
    let descriptor = open(path, O_RDWR)
    var lock = flock()
    (lock.l_type, lock.l_whence) = (numericCast(F_WRLCK), numericCast(SEEK_SET))
    (lock.l_start, lock.l_len) = (0x4000_0000, 512)
    #expect(fcntl(descriptor, F_SETLK, &lock) == 0)
    async let fit = anneal("fit", "boston", "--steps", "2", "--rate", "0.01")
    // A reader is kept out by nobody.
    #expect(try await anneal.runs() == ["boston-1"])
    let result = try await fit
    close(descriptor)
    #expect(result.code == 1)
    #expect(result.output == "")
    #expect(
      result.errors
        == "anneal: \(path): the database must be free within 20.0 s; received a lock held by "
        + "another process; wait for that process, or end it, and try again\n")
    #expect(try await anneal.runs() == ["boston-1"])
  }

  @Test func `a database that is none is left alone`() async throws {
    let anneal = try Anneal()
    try anneal.write(Array(repeating: 0x41, count: 5000), to: "runs/runs.sqlite")
    for arguments in [["runs", "list"], ["fit", "boston", "--steps", "2", "--rate", "0.01"]] {
      let result = try await anneal.start(arguments).result()
      #expect(result.code == 1)
      #expect(result.output == "")
      let path = anneal.path("runs/runs.sqlite")
      #expect(
        result.errors
          == "anneal: \(path): the file must be an intact SQLite database; received SQLite's "
          + "\"file is not a database\"; move it away to start anew; `sqlite3 FILE .recover` may "
          + "rescue its rows\n")
    }
  }

  @Test func `a report that cannot be written does not hide the result`() async throws {
    let anneal = try Anneal()
    try await anneal("fit", "boston", "--steps", "12", "--rate", "0.01")
    try FileManager.default.removeItem(atPath: anneal.path("runs/boston-1/report.html"))
    try anneal.write([], to: "runs/boston-1/report.html/in the way")
    let result = try await anneal(
      "fit", "--resume", "boston-1", "--replan", "hold", "--steps", "14")
    #expect(result.code == 1)
    #expect(result.output.contains("\nresult      validation loss "))
    let path = anneal.path("runs/boston-1/report.html")
    #expect(result.errors == "anneal: cannot write \(path): is a directory\n")
    #expect(!anneal.has("runs/boston-1/report.html.partial"))
    #expect(try await anneal("runs", "show", "boston-1").output.contains("status      finished"))
  }

  @Test func `without libtorch the way to get it is told`() async throws {
    let anneal = try Anneal()
    let products = anneal.folder.appendingPathComponent("package/.build/release")
    try FileManager.default.createDirectory(at: products, withIntermediateDirectories: true)
    let copy = products.appendingPathComponent("anneal")
    // Copied here, the file would stay open for writing in a child that another test forks meanwhile,
    // and could not be run.
    #expect(try await anneal.shell("cp -L \"$ANNEAL\" '\(copy.path)'").code == 0)
    let alone = try await anneal("tasks", binary: copy)
    #expect(alone.code == 1)
    #expect(
      alone.errors
        == "anneal: training needs the program 'anneal-engine' beside 'anneal', in "
        + "\(products.path); build it with 'make build'\n")
    let engine = products.appendingPathComponent("anneal-engine")
    #expect(try await anneal.shell("cp '\(copy.path)' '\(engine.path)'").code == 0)
    let result = try await anneal("fit", "boston", binary: copy)
    #expect(result.code == 1)
    #expect(result.output == "")
    let link = anneal.path("package/.torch")
    #expect(
      result.errors
        == "anneal: training needs libtorch, which must be at \(link); run 'make setup', or set "
        + "ANNEAL_TORCH to a libtorch folder and run it then\n")
    #expect(!anneal.has("runs"))
  }
}
