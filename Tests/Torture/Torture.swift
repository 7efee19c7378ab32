import ArgumentParser
import Foundation
import TestSupport

/// What terminals, signals, full disks and kills do to the program, and how it takes them: a table, and an end by whether all is as
/// expected.
@main
struct Torture: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "torture", abstract: "Do to backstep what terminals, signals and people do to programs.",
        discussion: """
            Times are for a machine that has nothing else to do; where it has, they are longer by its load. Numbers from 1 to 40 are those
            of kinds of terminals' behavior; the rest is what is done to files, downloads and runs.
            """)

    @Option(help: "The program.") var program = BuiltProgram.backstep.path
    @Flag(help: "A minute's worth: what takes long is done a few times instead of hundreds.") var short = false
    @Option(help: "Only cases with this in their names or expectations.") var only = ""
    @Flag(help: "Name the cases, and do nothing.") var list = false
    @Flag(help: "Do what has failed once more, alone: on a machine that stands still now and then it fails if it does so twice.")
    var again = false
    @Option(help: "Times that all of it is done.") var rounds = 1
    @Option(help: "Cases that run side by side.") var atOnce = 4
    @Option(help: "What chance begins with.") var seed: UInt64 = 1
    @Option(help: "How much longer everything may take; by the machine's load where it is left out.") var patience: Double?

    func validate() throws {
        guard rounds > 0, atOnce > 0, patience.map({ $0 > 0 }) ?? true else {
            throw ValidationError("expected --rounds, --at-once and --patience above 0")
        }
    }

    func run() throws {
        setlocale(LC_CTYPE, "C.UTF-8")
        signal(SIGPIPE, SIG_IGN)
        let cases = TortureCase.all.filter {
            only.isEmpty || $0.name == only || $0.name.hasPrefix(only + " ") || $0.expectation.contains(only)
        }
        guard !cases.isEmpty else { throw ValidationError("no case has '\(only)'; see --list") }
        let width = cases.map(\.name.count).max() ?? 0
        if list {
            for each in cases { print("\(each.name.padding(toLength: width, withPad: " ", startingAt: 0))  \(each.expectation)") }
            return
        }
        var failures = 0
        for round in 0..<rounds {
            if rounds > 1 { print("round \(round + 1) of \(rounds)") }
            for isAlone in [false, true] {
                let group = cases.filter { $0.isAlone == isAlone }
                var failed = runAll(group, sideBySide: isAlone ? 1 : atOnce, seed: seed &+ UInt64(round), width: width)
                if again, !failed.isEmpty {
                    print("once more:")
                    failed = runAll(failed, sideBySide: 1, seed: seed &+ UInt64(round), width: width)
                }
                failures += failed.count
            }
        }
        print(failures == 0 ? "all as expected" : "\(failures) not as expected")
        if failures > 0 { throw ExitCode(1) }
    }

    /// Runs cases side by side, and tells of each when it is over.
    /// - Returns: those that were not as expected.
    private func runAll(_ cases: [TortureCase], sideBySide: Int, seed: UInt64, width: Int) -> [TortureCase] {
        let queue = OperationQueue()
        queue.maxConcurrentOperationCount = sideBySide
        let tally = Tally()
        for (place, each) in cases.enumerated() {
            queue.addOperation {
                let began = ContinuousClock.now
                let outcome: String
                var mark = "ok  "
                do {
                    let stage = try Stage(
                        program: URL(fileURLWithPath: program), patience: patience ?? Self.load, isShort: short,
                        seed: seed &* 1000 &+ UInt64(place))
                    outcome = try each.run(stage)
                } catch let untried as Untried {
                    (mark, outcome) = ("skip", untried.description)
                } catch {
                    (mark, outcome) = ("FAIL", "\(error)")
                    tally.add(each)
                }
                let seconds = (ContinuousClock.now - began) / .seconds(1)
                let name = each.name.padding(toLength: width, withPad: " ", startingAt: 0)
                tally.tell("\(mark) \(name)  \(each.expectation) → \(outcome)  (\(seconds.text(1)) s)")
            }
        }
        queue.waitUntilAllOperationsAreFinished()
        return tally.failed
    }

    /// Programs that want a processor, for each that there is; 1 on a quiet machine.
    private static var load: Double {
        var loads = [0.0]
        getloadavg(&loads, 1)
        return max(1, loads[0] / Double(ProcessInfo.processInfo.activeProcessorCount)) * 1.5
    }

    private final class Tally: @unchecked Sendable {
        private let lock = NSLock()
        private var cases: [TortureCase] = []

        var failed: [TortureCase] { lock.withLock { cases } }
        func add(_ failed: TortureCase) { lock.withLock { cases.append(failed) } }
        func tell(_ line: String) {
            lock.withLock {
                print(line)
                fflush(nil)
            }
        }
    }
}
