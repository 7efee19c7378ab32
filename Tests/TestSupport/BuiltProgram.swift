import Foundation

/// The executables that were built together with the tests: they lie beside the test bundle, whatever the configuration.
public enum BuiltProgram {
    /// Where the build put its products.
    public static let folder: URL = {
        #if os(Linux)
            // The test bundle is the running executable.
            let bundle = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        #else
            let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL ?? Bundle.main.bundleURL
        #endif
        return bundle.deletingLastPathComponent()
    }()

    /// The `backstep` executable.
    public static let backstep = folder.appendingPathComponent("backstep")

    /// The checkout: where `README.md` and `Tests` are.
    public static let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
}
