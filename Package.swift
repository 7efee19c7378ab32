// swift-tools-version: 6.1
import PackageDescription

// Optimized in debug builds too: tests and trial runs train real networks.
let optimized: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

// Debug builds, and with them all tests, check at run time that nobody changes what somebody else is reading. A step of a small
// network is so short that release builds would spend a third of it on that.
let unchecked: [SwiftSetting] = [.unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))]

// Kernels for processors with AVX2 (V3) and AVX-512 (V4). Their folders are links to the one with the sources.
#if arch(x86_64)
    let levels: [Target] = [
        .target(
            name: "KernelsV3", dependencies: ["Kernels", "CProcessor"], path: "Sources/Kernels/V3",
            swiftSettings: optimized + [.define("FUSED"), .define("AVX"), .unsafeFlags(["-Xcc", "-march=x86-64-v3"])]),
        .target(
            name: "KernelsV4", dependencies: ["Kernels", "CProcessor"], path: "Sources/Kernels/V4",
            swiftSettings: optimized + [
                .define("FUSED"), .define("AVX"), .define("AVX512"), .unsafeFlags(["-Xcc", "-march=x86-64-v4"]),
            ]),
    ]
#else
    let levels: [Target] = []
#endif

// The arrows between the targets are the architecture: nothing else may import anything else.
// See Sources/backstep/backstep.docc/Architecture.md.
let package = Package(
    name: "backstep",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "backstep", targets: ["backstep"]),
        .library(name: "NeuralNetwork", targets: ["NeuralNetwork"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
    ],
    targets: [
        // System libraries.
        .systemLibrary(name: "CMessageDigest", providers: [.apt(["libmd-dev"])]),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .target(
            name: "CNcurses", linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo", .when(platforms: [.linux]))]),

        // Loaded when a picture is drawn, not linked: starting the program does not wait for it.
        .target(name: "CCairo", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),

        .systemLibrary(name: "CProcessor"),

        // exp, log and their like, from operations that give the same bits everywhere.
        .target(name: "ElementaryFunctions", swiftSettings: optimized),

        // What every room needs of numbers, text and bytes: random numbers, JSON, the nearest name.
        .target(name: "Basics", dependencies: ["ElementaryFunctions"], swiftSettings: optimized),

        // The loops of training: the same sources for each instruction-set level, of which KernelLevels takes the best there is.
        .target(name: "Kernels", dependencies: ["CProcessor"], path: "Sources/Kernels/Seam", swiftSettings: optimized),
        .target(
            name: "KernelsBaseline", dependencies: ["Kernels", "CProcessor"], path: "Sources/Kernels/Loops",
            swiftSettings: optimized),
    ] + levels + [
        .target(
            name: "KernelLevels",
            dependencies: ["CProcessor", "Kernels", "KernelsBaseline"] + levels.map { .byName(name: $0.name) },
            path: "Sources/Kernels/Levels", swiftSettings: optimized),

        // Rooms.
        .target(
            name: "NeuralNetwork",
            dependencies: ["Basics", "ElementaryFunctions", "Kernels", "KernelLevels"],
            swiftSettings: optimized + unchecked),
        .target(
            name: "Datasets", dependencies: ["Basics", "ElementaryFunctions", "KernelLevels", "CMessageDigest", "CZlib"],
            swiftSettings: unchecked),
        .target(
            name: "Inspection", dependencies: ["Basics", "ElementaryFunctions", "NeuralNetwork", "Datasets"],
            swiftSettings: unchecked),
        .target(
            name: "Training", dependencies: ["Basics", "ElementaryFunctions", "NeuralNetwork", "Datasets", "Inspection", "Yams"],
            swiftSettings: unchecked),
        // A run that trains in PyTorch: wire, ranks, appointments, and what the screen sees of it.
        .target(
            name: "Remote", dependencies: ["Basics", "ElementaryFunctions", "NeuralNetwork", "Datasets", "Inspection"]),
        .target(name: "Lessons", dependencies: ["Basics", "Inspection", "Yams"]),
        .target(name: "TerminalGraphics", dependencies: ["Basics", "ElementaryFunctions"]),
        .target(name: "ScreenPictures", dependencies: ["Basics", "TerminalGraphics", "CCairo"]),
        .target(name: "CursesTerminal", dependencies: ["TerminalGraphics", "CNcurses"]),
        .target(
            name: "Dashboard",
            dependencies: [
                "Basics", "ElementaryFunctions", "NeuralNetwork", "Datasets", "Inspection", "Lessons", "TerminalGraphics",
            ]),
        .executableTarget(
            name: "backstep",
            dependencies: [
                "Basics", "KernelLevels", "NeuralNetwork", "Datasets", "Inspection", "Lessons", "Training", "Remote",
                "TerminalGraphics", "CursesTerminal", "ScreenPictures", "Dashboard", "Assets",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        // Files built into the program.
        .target(
            name: "Assets", path: "assets", exclude: ["screen.png", "scenarios", "lessons", "python"], sources: ["Assets.swift"],
            plugins: ["EmbedScenarios"]),
        .plugin(name: "EmbedScenarios", capability: .buildTool(), dependencies: ["embed-files"]),
        .executableTarget(name: "embed-files"),

        // Tests: a folder per room.
        .target(name: "TestSupport", dependencies: ["ScreenPictures", "TerminalGraphics"], path: "Tests/TestSupport"),
        .target(name: "MemoryFiles", dependencies: ["Basics", "Datasets"], path: "Tests/MemoryFiles"),
        .target(name: "CAllocationCounter", path: "Tests/CAllocationCounter"),
        .target(
            name: "RandomScenarios", dependencies: ["Basics", "Datasets", "NeuralNetwork", "Training"],
            path: "Tests/RandomScenarios"),
        // `.ci/torture`: terminals, signals and kills.
        .target(name: "CTerminalChild", path: "Tests/CTerminalChild"),
        .executableTarget(
            name: "torture",
            dependencies: [
                "CTerminalChild", "TestSupport", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], path: "Tests/Torture"),
        .testTarget(name: "ElementaryFunctionsTests", dependencies: ["ElementaryFunctions"], swiftSettings: optimized),
        .testTarget(name: "SourcesTests", swiftSettings: optimized),
        .testTarget(name: "BasicsTests", dependencies: ["Basics"]),
        .testTarget(
            name: "NeuralNetworkTests",
            dependencies: ["Basics", "NeuralNetwork", "Kernels", "KernelLevels", "TestSupport", "CAllocationCounter"]),
        .testTarget(name: "DatasetsTests", dependencies: ["Basics", "Datasets", "CZlib", "MemoryFiles", "TestSupport"]),
        .testTarget(
            name: "TrainingTests", dependencies: ["Basics", "Training", "Inspection", "Datasets", "NeuralNetwork", "TestSupport"]),
        .testTarget(
            name: "RemoteTests",
            dependencies: ["Basics", "Remote", "Inspection", "NeuralNetwork", "Dashboard", "TerminalGraphics", "TestSupport"]),
        .testTarget(
            name: "LessonsTests",
            dependencies: [
                "Basics", "Lessons", "Assets", "Inspection", "Training", "Datasets", "Dashboard", "TerminalGraphics",
                "TestSupport",
            ]),
        .testTarget(name: "TerminalGraphicsTests", dependencies: ["TerminalGraphics", "TestSupport"]),
        .testTarget(name: "ScreenPicturesTests", dependencies: ["ScreenPictures", "TerminalGraphics", "TestSupport"]),
        .testTarget(name: "CursesTerminalTests", dependencies: ["CursesTerminal", "TerminalGraphics", "TestSupport"]),
        .testTarget(
            name: "DashboardTests",
            dependencies: [
                "Basics", "Dashboard", "Inspection", "Training", "Datasets", "NeuralNetwork", "RandomScenarios",
                "TerminalGraphics", "TestSupport",
            ]),
        .testTarget(
            name: "AssetsTests",
            dependencies: [
                "Assets", "Basics", "Dashboard", "Inspection", "Training", "Datasets", "NeuralNetwork", "TestSupport",
                "embed-files",
            ]),
        .testTarget(
            name: "backstepTests",
            dependencies: [
                "KernelLevels", "NeuralNetwork", "Datasets", "Inspection", "Training", "Dashboard", "TestSupport", "backstep",
            ]),
    ],
    swiftLanguageModes: [.v6]
)

// `.ci/fuzz` builds with these: readers that tell libFuzzer which ways an input has taken, and the program that feeds them. Nobody
// else's build knows them.
if Context.environment["BACKSTEP_FUZZ"] == "1" {
    let readers: Set = [
        "Basics", "NeuralNetwork", "Datasets", "Inspection", "Training", "Remote", "Lessons", "Dashboard", "TerminalGraphics",
        "CursesTerminal", "MemoryFiles", "RandomScenarios",
    ]
    for target in package.targets where readers.contains(target.name) {
        target.swiftSettings = (target.swiftSettings ?? []) + [.unsafeFlags(["-sanitize=fuzzer", "-O"])]
    }
    package.targets.append(
        .executableTarget(
            name: "fuzz", dependencies: readers.sorted().map { .byName(name: $0) }, path: "Tests/Fuzz", exclude: ["Corpus"],
            swiftSettings: [.unsafeFlags(["-sanitize=fuzzer", "-parse-as-library"])],
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])]))
}
