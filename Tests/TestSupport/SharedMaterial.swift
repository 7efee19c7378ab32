import Foundation

/// Where material that is not part of the project may lie on a development machine: real MNIST, reference values, terminal tools.
/// Tests that need it are skipped, loudly, where it is missing.
public enum SharedMaterial {
    /// `../shared` beside the checkout, or what `BACKSTEP_SHARED` names.
    public static let root: URL? = {
        if let named = ProcessInfo.processInfo.environment["BACKSTEP_SHARED"] {
            return exists(URL(fileURLWithPath: named))
        }
        let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return exists(checkout.deletingLastPathComponent().appendingPathComponent("shared"))
    }()

    public static let mnist: URL? = folder("mnist")
    public static let reference: URL? = folder("reference")
    public static let tools: URL? = folder("tools")

    /// Says on stderr, once for each test, that a test is left out and why. Use it as `.enabled(if:
    /// SharedMaterial.has(SharedMaterial.mnist, "real MNIST"))`.
    public static func has(_ url: URL?, _ what: String) -> Bool {
        if url != nil { return true }
        FileHandle.standardError.write(
            Data("SKIPPED: tests that need \(what): not found in ../shared (or $BACKSTEP_SHARED)\n".utf8))
        return false
    }

    private static func folder(_ name: String) -> URL? {
        root.flatMap { exists($0.appendingPathComponent(name)) }
    }

    private static func exists(_ url: URL) -> URL? {
        FileManager.default.fileExists(atPath: url.path) ? url : nil
    }
}
