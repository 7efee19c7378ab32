import Basics
import Dashboard
import Foundation
import Inspection
import RandomScenarios
import TerminalGraphics
import Testing
import Training

/// Whatever a scenario has in it, it is refused in a line or it trains: steps go both ways to the same bits, every pane has something to
/// show at every size, and no key does harm.
///
/// `BACKSTEP_RANDOM_SCENARIOS=100000-100999` runs those seeds in place of the usual ones, and says each before it begins.
struct RandomScenarioTests {
    private static let given = ProcessInfo.processInfo.environment["BACKSTEP_RANDOM_SCENARIOS"]

    private static let seeds: ClosedRange<UInt64> = {
        let ends = (given ?? "").split(separator: "-").compactMap { UInt64($0) }
        guard let first = ends.first, let last = ends.last, first <= last else { return 1...50 }
        return first...last
    }()

    private static let keys: [KeyPress] =
        Bindings.table.bindings.flatMap(\.keys).filter { key in
            switch Bindings.table.binding(for: key)?.command {
            // Data of other scenarios, files, and counts that train for minutes are no part of this.
            case .quit, .commandLine, .digit, .goTo, nil: false
            default: true
            }
        } + [.character("n"), .character("s"), .character("N"), .character("S"), KeyPress(.enter), KeyPress(.escape)]

    private static let lines = [
        "break nan or |g[1]| > 2", "watch |dw[1]|/|w[1]|", "lr 0.3", "lr 1e30", "goto 3", "goto 1e", "grain term", "grain neuron",
        "pane why", "pane layer", "pane optimizer", "pane watches", "speed full", "undo", "mark a", "restart", "seed 3", "zoom",
    ]

    @Test func everyScenarioIsRefusedInALineOrTrainsAndShows() throws {
        var accepted = 0
        for seed in Self.seeds {
            if Self.given != nil { FileHandle.standardError.write(Data("scenario \(seed)\n".utf8)) }
            var choices = RandomChoices(seed: seed)
            let yaml = ScenarioMaker.yaml(by: &choices)
            do {
                let scenario = try Scenario(yaml: yaml, source: "seed \(seed)")
                let data = try ScenarioMaker.samples(of: scenario)
                let make = { try Session(scenario, data: data, history: 1 << 18) }
                var script = ScriptedDashboard(
                    Dashboard(size: Size(120, 40)), SessionDriver(try make(), history: 1 << 18))
                accepted += 1
                try walk(&script, &choices, "seed \(seed):\n\(yaml)")
                try expectSameBits(make, "seed \(seed):\n\(yaml)")
            } catch let refusal as InputError {
                #expect(!refusal.description.contains("\n"), "seed \(seed): \(refusal)")
            }
        }
        // A generator of what is refused anyway would show nothing.
        #expect(accepted * 4 >= Self.seeds.count, "\(accepted) of \(Self.seeds.count)")
    }

    private func walk(_ script: inout ScriptedDashboard, _ choices: inout RandomChoices, _ what: String) throws {
        for event in 0..<40 {
            switch choices.below(12) {
            case 0:
                try script.handle(.resize(Size(choices.below(180), choices.below(60))))
            case 1:
                try script.press("Escape Escape Escape :")
                for scalar in choices.one(of: Self.lines).unicodeScalars { try script.press(.character(scalar)) }
                try script.press("Enter")
            case 2...5: try script.press(choices.one(of: ["n", "n*3", "s", "s*7", "N", "S*3", "Home", "End"]))
            default: try script.press(choices.one(of: Self.keys))
            }
            if script.iterations > 60 { try script.press("Escape Escape Escape Home") }
            if event % 3 == 0 { expectNoBlankPane(script, what) }
        }
    }

    private func expectNoBlankPane(_ script: ScriptedDashboard, _ what: String) {
        let frame = script.frame
        guard script.dashboard.isClear, script.dashboard.size.width > 0, script.dashboard.size.height > 0 else { return }
        let rows = frame.plainText().split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
        for place in script.dashboard.arrangement.places where place.content.width > 2 && place.content.height > 0 {
            let area = place.content
            let isBlank = rows[area.y..<min(rows.count, area.bottom)].allSatisfy { row in
                row.dropFirst(area.x).prefix(area.width).allSatisfy { $0 == " " }
            }
            #expect(!isBlank, "\(place.pane) is blank at \(script.dashboard.size), \(what)\n\(frame.plainText())")
        }
    }

    /// There and back, and there by another way.
    private func expectSameBits(_ make: () throws -> Session, _ what: String) throws {
        let (session, other) = (try make(), try make())
        session.step(.iteration, count: 4)
        let (digest, iterations) = (session.parametersDigest(), session.completedIterations)
        session.step(.layer, count: 5)
        session.step(.iteration, count: 2)
        session.step(.iteration, count: 3, .back)
        session.step(.iteration, count: 9, .back)
        session.step(.iteration, count: 4)
        other.step(.layer, count: other.machine.stateCount * 4)
        #expect(session.completedIterations == iterations && other.completedIterations == iterations, "\(what)")
        #expect(session.parametersDigest() == digest && other.parametersDigest() == digest, "\(what)")
    }
}
