import Basics
import Foundation

/// A reader of something that comes from outside, for libFuzzer. Refusing is an answer; a trap, a hang or a great deal of memory is
/// a finding.
struct Reader: Sendable {
    /// By this it is asked for.
    var name: String
    /// Reads bytes and looks at what has become of them. Throws an `InputError` or another error of the reader's for what it refuses.
    var read: @Sendable ([UInt8]) throws -> Void

    /// In the order in which they are run.
    static let all: [Reader] = files + texts + [wire, screen] + runs
}

/// The reader that `BACKSTEP_READER` names.
private let reader: Reader = {
    let name = ProcessInfo.processInfo.environment["BACKSTEP_READER"] ?? ""
    guard let reader = Reader.all.first(where: { $0.name == name }) else {
        print(Reader.all.map(\.name).joined(separator: "\n"))
        exit(name.isEmpty ? 0 : 64)
    }
    return reader
}()

/// Inputs that have been read to their end, and all of them.
nonisolated(unsafe) private var counts = (accepted: 0, all: 0)

/// libFuzzer's driver: options, corpus, mutations.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ take: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// The program's beginning, by the name that the package manager has its linker look for.
@_cdecl("fuzz_main")
public func begin(_ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> CInt {
    _ = reader
    atexit { print("backstep: \(counts.accepted) of \(counts.all) inputs accepted") }
    var (count, arguments) = (count, arguments)
    return runDriver(&count, &arguments) { testOneInput($0, $1) }
}

/// Under the name that libFuzzer's own beginning would call, which is linked though nobody begins there.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    counts.all += 1
    do {
        try reader.read(Array(UnsafeBufferPointer(start: bytes, count: count)))
        counts.accepted += 1
        return 0
    } catch {
        // A message is part of the answer: it is one line, and not a long one.
        if let error = error as? InputError {
            let text = error.description
            precondition(!text.contains("\n") && text.utf8.count < 20_000, "a message of many lines: \(text)")
        }
        return 0
    }
}
