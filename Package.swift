// swift-tools-version: 6.1
import PackageDescription

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
        .package(url: "https://github.com/apple/swift-crypto", "3.0.0"..<"5.0.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
    ],
    targets: [
        // System libraries.
        .systemLibrary(name: "COpenBLAS", providers: [.apt(["libopenblas-dev"])]),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "CNcurses", linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo", .when(platforms: [.linux]))]),

        // Rooms.
        // Optimized in debug builds too: tests and trial runs train real networks.
        .target(
            name: "NeuralNetwork", dependencies: ["COpenBLAS"],
            swiftSettings: [.unsafeFlags(["-O"], .when(configuration: .debug))]),
        .target(name: "Datasets", dependencies: ["NeuralNetwork", "CZlib", .product(name: "Crypto", package: "swift-crypto")]),
        .target(name: "Training", dependencies: ["NeuralNetwork", "Datasets", "Yams", .product(name: "Crypto", package: "swift-crypto")]),
        .target(name: "TerminalGraphics"),
        .target(name: "CursesTerminal", dependencies: ["TerminalGraphics", "CNcurses"]),
        .target(name: "Dashboard", dependencies: ["Training", "TerminalGraphics"]),
        .executableTarget(
            name: "backstep",
            dependencies: [
                "NeuralNetwork", "Datasets", "Training", "TerminalGraphics", "CursesTerminal", "Dashboard", "Assets",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        // Files built into the program.
        .target(
            name: "Assets", path: "assets", exclude: ["screen.png"], sources: ["Assets.swift"],
            resources: [
                .embedInCode("scenarios/digit-5.yaml"), .embedInCode("scenarios/vanishing-sigmoid.yaml"),
                .embedInCode("scenarios/exploding.yaml"), .embedInCode("scenarios/too-large-learning-rate.yaml"),
                .embedInCode("scenarios/xor.yaml"),
            ]),

        // Tests: a folder per room.
        .target(name: "TestSupport", path: "Tests/TestSupport"),
        .target(name: "CAllocationCounter", path: "Tests/CAllocationCounter"),
        .testTarget(name: "NeuralNetworkTests", dependencies: ["NeuralNetwork", "TestSupport", "CAllocationCounter"]),
        .testTarget(name: "DatasetsTests", dependencies: ["Datasets", "CZlib", "TestSupport"]),
        .testTarget(name: "TrainingTests", dependencies: ["Training", "Datasets", "NeuralNetwork", "TestSupport"]),
        .testTarget(name: "TerminalGraphicsTests", dependencies: ["TerminalGraphics", "TestSupport"]),
        .testTarget(name: "CursesTerminalTests", dependencies: ["CursesTerminal", "TestSupport"]),
        .testTarget(name: "DashboardTests", dependencies: ["Dashboard", "TestSupport"]),
        .testTarget(name: "backstepTests", dependencies: ["TestSupport", "backstep"]),
    ],
    swiftLanguageModes: [.v6]
)
