import TestSupport

/// Options of runs that take a moment: a small network, one thread.
enum TinyRun {
    /// Points in the plane: made at once.
    static let options = [
        "--data", "moons", "--pin", "0", "--train-count", "256", "--network", "dense:8,relu,dense:2", "--batch", "32",
        "--threads", "1",
    ]
    /// Built-in digits: something to look at.
    static let digits = [
        "--data", "digits", "--train-count", "256", "--network", "dense:8,relu,dense:10", "--batch", "32", "--threads", "1",
    ]

    /// What `backstep frame` prints after these keys: the screen, and the parameters' digest behind it.
    static func frame(_ keys: String, size: String = "80x24", _ more: [String] = []) async throws -> (
        screen: String, digest: String
    ) {
        let result = try await Command.backstep(["frame", "--size", size, "--keys", keys, "--digest"] + options + more).run()
        guard result.isSuccess, let last = result.outputLines.last, last.hasPrefix("parameters ") else {
            throw Unexpected(description: "frame --keys '\(keys)': \(result)")
        }
        return (result.outputLines.dropLast().joined(separator: "\n"), String(last.dropFirst("parameters ".count)))
    }
}

/// A result that is not what a test can go on with.
struct Unexpected: Error, CustomStringConvertible {
    let description: String
}
