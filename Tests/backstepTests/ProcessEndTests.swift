import Foundation
import TestSupport
import Testing

/// The built program, as a shell sees it: one line for what is wrong, and an end when one is asked for.
struct ProcessEndTests {
    @Test(
        arguments: [
            (["train", "--batch=\u{1B}[31m"], #"\u{1b}[31m"#, 64), (["train", "--no-such-option"], "backstep train --help", 64),
            (["data", "fetch"], "backstep data fetch --help", 64), (["train", "a\nb.yaml"], #"a\u{a}b.yaml"#, 66),
            (["train", "--data", "xor", "--test-data", "nosuch"], "--test-data nosuch", 64),
            (["train", "--data", "xor", "--network", "dense:1000000000,dense:2"], "of memory", 69),
            (["train", "--data", "xor", "--load", "/dev/zero"], "a device", 66),
            (
                ["train", "--data", "xor", "--network", String(repeating: "dense:2,", count: 1000) + "dense:1"],
                "end it with dense:2", 64
            ),
            (
                ["train", "--batch", "nan"],
                "--batch nan: expected a whole number not below 0, found 'nan'; see backstep train --help", 64
            ),
            (["train", "--learning-rate", "x"], "--learning-rate x: expected a number, found 'x'", 64),
            (
                ["train", "--data", "xor", "--initializer", "uniform(low:1,high:0)"],
                "expected low below high, found low 1, high 0", 64
            ),
            (
                ["frame", "--data", "xor", "--network", "dense:2", "--keys", "g 9999999999 Enter"],
                "at most 100000 iterations on", 64
            ),
        ] as [([String], String, Int32)])
    func whatIsWrongIsToldInOneBoundedLine(arguments: [String], told: String, code: Int32) async throws {
        let result = try await Command.backstep(arguments).run()
        #expect(result.ending == .exit(code), "\(result)")
        #expect(result.errorLines.count == 1, "\(result)")
        #expect(result.errors.count < 1000)
        #expect(result.errors.contains(told), "\(result)")
    }

    @Test(
        .enabled(if: Requirement.file("/dev/full").isMet),
        arguments: [
            "keys >/dev/full", "train --data xor --epochs 1 --json >/dev/full", "--help >/dev/full", "train --help >/dev/full",
        ])
    func aFullDiskEndsTheProgram(command: String) async throws {
        let result = try await shell("\(BuiltProgram.backstep.path) \(command)")
        #expect(result.ending == .exit(74), "\(result)")
        #expect(result.errorLines.count == 1, "\(result)")
        #expect(result.errors.contains("standard output"))
    }

    /// Tried with a pipe of our own: were it replaced, nobody else would miss it.
    @Test func noPipeOrDeviceIsReplacedByAModel() async throws {
        let result = try await shell(
            "mkfifo pipe; \(BuiltProgram.backstep.path) train --data xor --epochs 1 --save pipe; echo $?; test -p pipe")
        #expect(result.ending == .exit(0), "\(result)")
        #expect(result.outputLines.last == "73")
        #expect(result.errors.contains("a device or pipe"))
    }

    /// Bytes that can be no model are refused as soon as they are seen, and a model whose header is sound is read to its end.
    @Test(arguments: ["yes", "cat /dev/zero", "{ printf '\\2\\0\\0\\0\\0\\0\\0\\0{}'; yes; }"])
    func aPipeWithoutAnEndIsNoModel(writer: String) async throws {
        let result = try await shell(
            "mkfifo pipe; \(writer) >pipe 2>/dev/null & \(BuiltProgram.backstep.path) train --data xor --load pipe; code=$?; rm pipe; exit $code"
        )
        #expect(result.ending == .exit(65) && result.errorLines.count == 1, "\(result)")
    }

    @Test func aFileThatIsWrittenAgainKeepsItsModeAndTheLinksThatLeadToIt() async throws {
        let result = try await shell(
            """
            umask 022
            mkdir folder
            echo old >folder/model; chmod 600 folder/model
            ln -s folder/model link; ln -s link further; ln -s folder/new dangling; ln -s circle circle
            for name in further dangling plain circle; do
                \(BuiltProgram.backstep.path) train --data xor --epochs 1 --save $name >/dev/null; echo $?
            done
            test -L link && test -L further && test -L dangling && test -L circle && ! test -L folder/model && echo links
            ! grep -q old folder/model && stat -c %a folder/model folder/new plain
            ls folder
            """)
        #expect(
            result.outputLines == ["0", "0", "0", "73", "links", "600", "644", "644", "model", "new"], "\(result)")
    }

    @Test(arguments: ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
    func withoutStandardDescriptorsItWorks(closed: String) async throws {
        let result = try await shell("\(BuiltProgram.backstep.path) train --data xor --epochs 1 \(closed)")
        #expect(result.ending == .exit(0), "\(result)")
        #expect(!result.errors.contains("standard output"))
    }

    #if os(Linux)
        /// The first line that training prints has come when the signal goes out; 128 more than the signal's number is the
        /// shell's word for it.
        @Test(arguments: [("INT", 130), ("QUIT", 131), ("TERM", 143)] as [(String, Int32)])
        func aSignalEndsTrainingAtOnceAndSilently(signal: String, code: Int32) async throws {
            let result = try await shell(
                """
                mkfifo pipe
                env --default-signal=INT,QUIT \(BuiltProgram.backstep.path) train --data xor --epochs 1000000 >pipe & child=$!
                exec 3<pipe
                read line <&3
                kill -\(signal) $child
                cat <&3 >/dev/null
                wait $child
                """)
            #expect(result.ending == .exit(code), "\(result)")
            #expect(!result.errors.contains("acktrac"), "\(result)")
            #expect(!result.errors.contains("backstep:"), "\(result)")
        }
    #endif

    /// Runs a script in a folder of its own.
    private func shell(_ script: String) async throws -> CommandResult {
        let folder = try TemporaryFolder()
        return try await Command(
            URL(fileURLWithPath: "/bin/sh"), ["-c", "cd '\(folder.path)' || exit 99\n\(script)"], seconds: 60
        ).run()
    }
}
