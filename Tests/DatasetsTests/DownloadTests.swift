import Basics
import Foundation
import MemoryFiles
import TestSupport
import Testing

@testable import Datasets

/// Downloads by real programs from a server that does what servers and lines do at their worst.
final class DownloadTests {
    /// 44 bytes, and their SHA-256.
    private static let content = Array("The quick brown fox jumps over the lazy dog\n".utf8)
    private static let file: RemoteFile = {
        var hash = SHA256()
        content.withUnsafeBytes { hash.update($0) }
        return RemoteFile(name: "fox.gz", size: content.count, checksum: hash.hexadecimal())
    }()

    static let programs = ["curl", "wget"].filter {
        Requirement.program($0, for: "tests of downloading", advice: "install it").isMet
    }

    private let folder: TemporaryFolder
    private let server: LoopbackServer

    init() throws {
        folder = try TemporaryFolder()
        server = try #require(LoopbackServer())
    }

    /// One of the two programs alone, where the machine has both.
    private func downloader(_ program: String) throws -> CommandDownloader {
        let path = try #require(
            (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(program)" }
                .first { FileManager.default.isExecutableFile(atPath: $0) })
        let programs = folder.path + "/programs-\(program)"
        try FileManager.default.createDirectory(atPath: programs, withIntermediateDirectories: true)
        try? FileManager.default.createSymbolicLink(atPath: "\(programs)/\(program)", withDestinationPath: path)
        return try CommandDownloader(environment: DataEnvironment(variables: ["PATH": programs]))
    }

    private var target: String { folder.path + "/data" }

    /// - Returns: why mirrors have failed.
    @discardableResult
    private func fetch(_ program: String) throws -> [String] {
        var reasons: [String] = []
        try DatasetFetcher(
            files: [Self.file], mirrors: [server.address], folder: target, downloader: downloader(program)
        ).fetch { if case .mirrorFailed(_, let reason) = $0 { reasons.append(reason) } }
        return reasons
    }

    private func isInPlace() -> Bool {
        FileManager.default.contents(atPath: target + "/fox.gz").map { Array($0) == Self.content } ?? false
    }

    private func expectRefused(_ program: String, _ location: SourceLocation = #_sourceLocation) throws {
        let error = try #require(throws: InputError.self, sourceLocation: location) { try fetch(program) }
        #expect(error.exitCode == 69 && !error.description.contains("\n"), sourceLocation: location)
        #expect(!FileManager.default.fileExists(atPath: target + "/fox.gz"), sourceLocation: location)
    }

    @Test(arguments: programs) func aFileIsFetched(_ program: String) throws {
        server.answer("/fox.gz", with: .content(Self.content))
        #expect(try fetch(program).isEmpty && isInPlace())
    }

    @Test(arguments: programs) func aConnectionCutAtAnyByteIsContinued(_ program: String) throws {
        for end in stride(from: 0, to: Self.content.count, by: program == "curl" ? 3 : 11) {
            try? FileManager.default.removeItem(atPath: target)
            server.answer("/fox.gz", with: .cut(Self.content, after: end))
            try expectRefused(program)
            server.answer("/fox.gz", with: .content(Self.content))
            try fetch(program)
            #expect(isInPlace(), "cut at \(end)")
        }
        #expect(server.requests.contains { $0.hasPrefix("GET /fox.gz ") })
    }

    @Test(arguments: programs) func wrongContentAndWrongLengthsNeverComeIntoPlace(_ program: String) throws {
        let content = Self.content
        for answer in [
            LoopbackServer.Answer.content(content.map { $0 ^ 1 }), .content(content + [0]), .content(Array(content.dropLast())),
            .content([]), .misdeclared(content, length: 10), .misdeclared(Array("no".utf8) + content, length: content.count),
        ] {
            server.answer("/fox.gz", with: answer)
            try expectRefused(program)
        }
        // What they have left behind is no obstacle.
        server.answer("/fox.gz", with: .content(content))
        try fetch(program)
        #expect(isInPlace())
    }

    @Test(arguments: programs) func aServerThatNeverEndsIsLeft(_ program: String) throws {
        server.answer("/fox.gz", with: .endless)
        try expectRefused(program)
        let left = try FileManager.default.attributesOfItem(atPath: target + "/fox.gz.partial")[.size] as? Int
        #expect(left ?? 0 < 4 << 20)
    }

    @Test(arguments: programs) func aSlowServerIsWaitedFor(_ program: String) throws {
        server.answer("/fox.gz", with: .slow(Self.content, milliseconds: 15))
        #expect(try fetch(program).isEmpty && isInPlace())
    }

    @Test(arguments: programs) func aRedirectIsFollowedOnTheWebAndNowhereElse(_ program: String) throws {
        server.answer("/elsewhere", with: .content(Self.content))
        server.answer("/fox.gz", with: .redirect("\(server.address)elsewhere"))
        // wget cannot be told where it may be led, and is not led at all.
        if program == "curl" {
            try fetch(program)
            #expect(isInPlace())
            try FileManager.default.removeItem(atPath: target)
        }
        // A file of this machine that has the right content, so that nothing else could refuse it.
        let here = try folder.write(Data(Self.content), to: "here")
        for place in ["file://\(here.path)", "ftp://127.0.0.1:\(server.port)/fox.gz", "gopher://127.0.0.1:\(server.port)/fox.gz"]
        {
            server.answer("/fox.gz", with: .redirect(place))
            try expectRefused(program)
        }
    }

    @Test func nobodyIsLedFromAnEncryptedConnectionToAnother() throws {
        let arguments = try downloader("curl").arguments("https://a/b", "c", maximumSize: 1)
        let place = try #require(arguments.firstIndex(of: "--proto-redir"))
        #expect(arguments[place + 1] == "=https")
    }

    @Test(arguments: programs) func whatIsNotThereIsSaid(_ program: String) throws {
        let error = try #require(throws: InputError.self) { try fetch(program) }
        #expect(error.description.contains("404"), "\(error)")
    }

    @Test(arguments: programs) func aLinkInThePartsPlaceIsNotFollowed(_ program: String) throws {
        let victim = try folder.write("dear", to: "victim")
        try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: target + "/fox.gz.partial", withDestinationPath: victim.path)
        server.answer("/fox.gz", with: .content(Self.content))
        try fetch(program)
        #expect(isInPlace())
        #expect(try String(contentsOf: victim, encoding: .utf8) == "dear")
    }

    @Test func noFolderIsSearchedThatDependsOnWhereOneIs() throws {
        let files = MemoryFileSystem(content: ["./curl": [1], "bin/curl": [1], "/usr/bin/wget": [1]])
        let found = try CommandDownloader(environment: DataEnvironment(variables: ["PATH": ".:bin:/usr/bin"], files: files))
        #expect(found.executable == "/usr/bin/wget")
    }

    /// The program as a whole, by the proxy that its owner has set up: one that lets nobody through.
    @Test(.enabled(if: Requirement.program("curl", for: "tests of downloading", advice: "install it").isMet))
    func aProxyIsAskedAndItsRefusalTold() async throws {
        let proxy = "http://127.0.0.1:\(server.port)"
        let result = try await Command.backstep(
            ["data", "fetch", "mnist", "--to", target],
            environment: ["https_proxy": proxy, "http_proxy": proxy, "all_proxy": proxy]
        ).run()
        #expect(result.ending == .exit(69), "\(result)")
        #expect(
            result.errorLines.last?.hasPrefix("backstep: train-images-idx3-ubyte.gz: expected it from one of 3 mirrors") == true,
            "\(result)")
        let asked = server.requests
        #expect(asked.count == 3 && asked.allSatisfy { $0.hasPrefix("CONNECT ") && $0.contains(":443") }, "\(asked)")
    }
}
