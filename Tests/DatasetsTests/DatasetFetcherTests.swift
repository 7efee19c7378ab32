import Basics
import Datasets
import Foundation
import MemoryFiles
import TestSupport
import Testing

/// Servers that exist only in a test: what each address answers.
struct PretendDownloader: Downloader {
    enum Answer {
        case content([UInt8])
        /// Breaks off after so many bytes of the content.
        case breaksOff([UInt8], after: Int)
        case failure(String)
    }

    var answers: [String: Answer]

    func download(_ url: String, to path: String, maximumSize: Int, progress: (Int) -> Void) throws(DownloadFailure) {
        let there = (try? Data(contentsOf: URL(fileURLWithPath: path))) ?? Data()
        func write(_ content: some Collection<UInt8>) {
            let all = there + Data(content.dropFirst(there.count))
            try? all.write(to: URL(fileURLWithPath: path))
            progress(all.count)
        }
        switch answers[url] {
        case .content(let bytes): write(bytes)
        case .breaksOff(let bytes, let count):
            write(bytes.prefix(count))
            throw DownloadFailure(reason: "connection lost")
        case .failure(let reason): throw DownloadFailure(reason: reason)
        case nil: throw DownloadFailure(reason: "404")
        }
    }
}

final class DatasetFetcherTests {
    /// `abc` and its SHA-256, from FIPS 180-2.
    static let file = RemoteFile(
        name: "abc.gz", size: 3, checksum: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    static let abc = Array("abc".utf8)

    let base = FileManager.default.temporaryDirectory.appendingPathComponent("backstep-\(UUID().uuidString)")
    /// A folder that is not there yet, two levels deep.
    var folder: String { base.appendingPathComponent("mnist").path }

    deinit { try? FileManager.default.removeItem(at: base) }

    func fetch(_ answers: [String: PretendDownloader.Answer]) throws -> [DatasetFetcher.Event] {
        var events: [DatasetFetcher.Event] = []
        try DatasetFetcher(
            files: [Self.file], mirrors: ["https://one/", "https://two"], folder: folder,
            downloader: PretendDownloader(answers: answers)
        ).fetch { events.append($0) }
        return events
    }

    func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder).sorted() }

    func content() throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/abc.gz"))) }

    @Test func aFileIsFetchedCheckedAndPutInPlace() throws {
        let events = try fetch(["https://one/abc.gz": .content(Self.abc)])
        #expect(events == [.progress(Self.file, bytes: 3), .finished(Self.file)])
        #expect(try names() == ["abc.gz"])
        #expect(try content() == Self.abc)
        #expect(try fetch([:]) == [.present(Self.file)])
    }

    @Test func theNextMirrorIsTriedAndAPartIsContinued() throws {
        let events = try fetch([
            "https://one/abc.gz": .breaksOff(Self.abc, after: 2), "https://two/abc.gz": .content(Array("xxc".utf8)),
        ])
        #expect(events.contains(.mirrorFailed(url: "https://one/abc.gz", reason: "connection lost")))
        #expect(events.last == .finished(Self.file))
        #expect(try content() == Self.abc)
    }

    @Test(arguments: ["abd", "abcd", "ab", "x"]) func wrongContentNeverComesIntoPlace(wrong: String) throws {
        let error = try #require(throws: InputError.self) {
            try fetch(["https://one/abc.gz": .content(Array(wrong.utf8)), "https://two/abc.gz": .content(Array(wrong.utf8))])
        }
        #expect(error.exitCode == 69)
        #expect(try !names().contains("abc.gz"))
        #expect(try fetch(["https://two/abc.gz": .content(Self.abc)]).last == .finished(Self.file))
    }

    @Test func aPartThatCannotBeContinuedIsFetchedAnewFromTheSameMirror() throws {
        #expect(throws: InputError.self) { try fetch(["https://one/abc.gz": .breaksOff(Array("xyz".utf8), after: 2)]) }
        #expect(try names() == ["abc.gz.partial"])
        #expect(try fetch(["https://one/abc.gz": .content(Self.abc)]).last == .finished(Self.file))
        #expect(try content() == Self.abc)
    }

    @Test func aDamagedFileInPlaceIsReplaced() throws {
        _ = try fetch(["https://one/abc.gz": .content(Self.abc)])
        try Data("xyz".utf8).write(to: URL(fileURLWithPath: folder + "/abc.gz"))
        #expect(try fetch(["https://one/abc.gz": .content(Self.abc)]).last == .finished(Self.file))
        #expect(try content() == Self.abc)
    }

    @Test func withoutANetworkOneLineSaysWhatToDo() throws {
        let offline = PretendDownloader.Answer.failure("Could not resolve host")
        let error = try #require(throws: InputError.self) {
            try fetch(["https://one/abc.gz": offline, "https://two/abc.gz": offline])
        }
        #expect(error.exitCode == 69)
        for words in ["abc.gz", "2 mirrors", "Could not resolve host", "check the network", folder] {
            #expect(error.description.contains(words))
        }
        #expect(try names().isEmpty)
    }

    @Test func aFolderThatCannotBeMadeIsSaid() throws {
        let fetcher = DatasetFetcher(folder: "/dev/null/mnist", downloader: PretendDownloader(answers: [:]))
        let error = try #require(throws: InputError.self) { try fetcher.fetch { _ in } }
        #expect(error.exitCode == 73)
    }

    @Test func mnistIsFourFilesOfKnownSize() {
        #expect(RemoteFile.mnist.map(\.name).allSatisfy { $0.hasSuffix("-ubyte.gz") })
        #expect(RemoteFile.mnist.allSatisfy { $0.checksum.count == 64 })
        #expect(RemoteFile.mnist.reduce(0) { $0 + $1.size } == 11_594_722)
    }

    /// The test files that lie on a development machine are the ones the fetcher would accept, brought by a real program.
    /// curl reads `file:` addresses; wget does not.
    @Test(
        .enabled(if: SharedMaterial.has(SharedMaterial.mnist, "real MNIST")),
        .enabled(if: Requirement.program("curl", for: "tests of downloading", advice: "install it").isMet))
    func realTestFilesPassTheirChecksums() throws {
        let source = try #require(SharedMaterial.mnist).path
        let environment = DataEnvironment(variables: ProcessInfo.processInfo.environment)
        let fetcher = DatasetFetcher(
            files: RemoteFile.mnist.filter { $0.name.hasPrefix("t10k") },
            mirrors: ["file:///nowhere/", "file://" + source + "/"],
            folder: folder, downloader: try CommandDownloader(environment: environment))
        var finished: [String] = []
        try fetcher.fetch { if case .finished(let file) = $0 { finished.append(file.name) } }
        #expect(finished == ["t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"])
        #expect(try names() == finished)
    }

    @Test func withoutADownloadingProgramOneLineSaysSo() throws {
        let environment = DataEnvironment(variables: ["PATH": "/none"], files: MemoryFileSystem())
        let error = try #require(throws: InputError.self) { try CommandDownloader(environment: environment) }
        #expect(error.exitCode == 69)
        #expect(error.description.contains("curl"))
    }
}
