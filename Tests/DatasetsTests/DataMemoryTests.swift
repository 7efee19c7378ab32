import Basics
import Datasets
import MemoryFiles
import Testing

/// Memory is looked at before it is taken.
struct DataMemoryTests {
    private func environment(_ files: [String: String]) -> DataEnvironment {
        DataEnvironment(variables: [:], files: MemoryFileSystem(content: files.mapValues { Array($0.utf8) }, pieceSize: 5))
    }

    private static let meminfo =
        "MemTotal:       24684172 kB\nMemFree:          100 kB\nMemAvailable:   2048 kB\nBuffers:  7 kB\n"

    @Test(
        arguments: [
            ([:], nil),
            (["/proc/meminfo": meminfo], 2048 * 1024),
            (
                [
                    "/proc/meminfo": meminfo, "/sys/fs/cgroup/memory.max": "1000000\n",
                    "/sys/fs/cgroup/memory.current": "400000\n",
                ], 600_000
            ),
            (
                ["/proc/meminfo": meminfo, "/sys/fs/cgroup/memory.max": "max\n", "/sys/fs/cgroup/memory.current": "400000\n"],
                2048 * 1024
            ),
            (["/proc/meminfo": "nothing of use\n"], nil),
            (["/sys/fs/cgroup/memory.max": "10\n", "/sys/fs/cgroup/memory.current": "400000\n"], 0),
        ] as [([String: String], Int?)])
    func whatTheSystemSaysIsAvailable(files: [String: String], bytes: Int?) {
        #expect(environment(files).availableMemory == bytes)
    }

    @Test func moreDigitsThanFitAreRefused() throws {
        let request = DatasetRequest(
            environment: environment(["/proc/meminfo": Self.meminfo]), trainCount: 10_000_000, heldOutCount: 10)
        let error = try #require(throws: InputError.self) { _ = try DatasetCatalog.standard.load("digits", request) }
        #expect(error.kind == .unavailable)
        #expect(error.description.contains("10000000 digits"))
        var small = request
        small.trainCount = 20
        #expect(try DatasetCatalog.standard.load("digits", small).train.count == 20)
    }

    @Test func aFileThatClaimsMoreThanFitsIsRefused() throws {
        // 3 MiB of zeros pack into little.
        let images = IDXBytes.gzip(IDXBytes.file([12, 512, 512], [UInt8](repeating: 0, count: 12 * 512 * 512)))
        let labels = IDXBytes.labels([UInt8](repeating: 0, count: 12))
        let content = [
            "/d/train-images-idx3-ubyte.gz": images, "/d/train-labels-idx1-ubyte": labels,
            "/proc/meminfo": Array(Self.meminfo.utf8),
        ]
        let request = DatasetRequest(environment: DataEnvironment(variables: [:], files: MemoryFileSystem(content: content)))
        let error = try #require(throws: InputError.self) { _ = try DatasetCatalog.standard.load("/d", request) }
        #expect(error.description.contains("at most 2097152 bytes"))
    }

    @Test(arguments: [Float.nan, .infinity])
    func numbersThatAreNoneAreRefused(value: Float) throws {
        let bytes = [1, 2, value, 4].flatMap { number in
            [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number.bitPattern >> $0) }
        }
        let files = MemoryFileSystem(content: [
            "/d/train-images-idx3-ubyte": IDXBytes.file(type: 0x0D, [4, 1, 1], bytes),
            "/d/train-labels-idx1-ubyte": IDXBytes.labels([0, 1, 2, 3]),
        ])
        let request = DatasetRequest(environment: DataEnvironment(variables: [:], files: files))
        let error = try #require(throws: InputError.self) { _ = try DatasetCatalog.standard.load("/d", request) }
        #expect(error.kind == .malformed)
        #expect(error.found == "\(value) in sample 2")
    }

    @Test func anUnknownNameIsToldUnderItsOption() throws {
        let request = DatasetRequest(environment: environment([:]))
        let error = try #require(throws: InputError.self) {
            _ = try DatasetCatalog.standard.load("mnits", request, option: "--test-data")
        }
        #expect(error.description.hasPrefix("--test-data mnits:"))
        #expect(error.description.hasSuffix("did you mean mnist?"))
    }
}
