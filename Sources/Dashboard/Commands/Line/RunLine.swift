import Datasets
import Inspection

extension LineCommand {
    /// `:speed 4 steps`
    static let speed = LineCommand(
        "speed", arguments: "N | N steps | full",
        help: "how fast a run goes: iterations a second, steps of the grain a second, or all it can",
        complete: { input in
            let first = input.completing(
                ["full"] + RunSpeed.ladder.compactMap { if case .iterations(let count) = $0 { String(count) } else { nil } })
            return first == .none ? input.completing(word: 1, ["steps"]) : first
        },
        run: { (input, view) throws(LineError) in
            guard let word = input.words.first else {
                throw LineError("expected a speed such as 100, 4 steps, or full", at: input.end)
            }
            let speed: RunSpeed
            if word.text == "full" {
                speed = .full
            } else {
                let count = try word.integer("a whole number or full", in: 1...1_000_000)
                speed =
                    input.words.count > 1 && "steps".hasPrefix(input.words[1].text)
                    ? .steps(min(count, 1000)) : .iterations(count)
            }
            let taken = if case .steps = speed { 2 } else { 1 }
            if input.words.count > taken {
                throw LineError(
                    "expected the end of the line\(taken == 1 && word.text != "full" ? " or 'steps'" : ""), found '\(input.words[taken].text)'",
                    at: input.words[taken].start)
            }
            view.message = "speed: \(speed.text(view.grain))"
            return [.request(.setSpeed(speed))]
        })

    /// `:restart`
    static let restart = LineCommand(
        "restart", help: "begin again, with the same seed; asks where unsaved work is lost",
        run: { (input, _) throws(LineError) in
            try input.expectNothing()
            return [.request(.restart(newSeed: false))]
        })

    /// `:seed 7`
    static let seed = LineCommand(
        "seed", arguments: "N", help: "begin again with another seed; asks where unsaved work is lost",
        run: { (input, _) throws(LineError) in
            let word = try input.single("a seed such as 7")
            guard let seed = UInt64(word.text) else {
                throw LineError("expected a whole number from 0 to 2⁶⁴ − 1, found '\(word.text)'", at: word.start)
            }
            return [.request(.restartWithSeed(seed))]
        })

    /// `:pin 5`, `:pin train 0`
    static let pin = LineCommand(
        "pin", arguments: "CLASS | train N | held-out N",
        help: "pin the most typical held-out sample of a class, or a sample by its number",
        complete: { input in
            input.completing((input.snapshot?.status.classNames ?? []) + SampleReference.Part.allCases.map(\.rawValue))
        },
        run: { (input, view) throws(LineError) in
            let choice = try sample(input)
            view.selection.sample = .pinned
            return [.request(.pin(choice))]
        })

    /// `:rank 1`
    static let rank = LineCommand(
        "rank", arguments: "N", help: "of a run of several processes: show what this one has",
        run: { (input, _) throws(LineError) in
            let word = try input.single("a rank such as 1")
            guard let rank = Int(word.text), rank >= 0 else {
                throw LineError("expected the number of a rank, from 0, found '\(word.text)'", at: word.start)
            }
            guard input.snapshot?.status.attached != nil else {
                throw LineError("this run is one process: it has no ranks", at: word.start)
            }
            return [.request(.pin(.ofRank(rank)))]
        })

    /// The sample that a line names.
    private static func sample(_ input: LineInput) throws(LineError) -> PinChoice {
        let status = input.snapshot?.status
        let names = status?.classNames ?? []
        let word = input.rest
        if let reference = SampleReference(parsing: word.text) {
            let count = reference.part == .train ? status?.trainCount : status?.heldOutCount
            guard let count, reference.index < count else {
                let found = input.words.last ?? word
                throw LineError(
                    "expected \(reference.part.rawValue) 0 to \((count ?? 1) - 1), found \(found.text)", at: found.start)
            }
            return .sample(reference)
        }
        if let part = SampleReference.Part(rawValue: word.text) {
            throw LineError("expected a sample's number behind \(part.rawValue), as in :pin \(part.rawValue) 0", at: input.end)
        }
        let samples = SampleReference.Part.allCases.map { "\($0.rawValue) 0" }
        guard !names.isEmpty else {
            throw LineError("this data has no classes; expected a sample: \(samples.joined(separator: ", "))", at: word.start)
        }
        guard !input.words.isEmpty else {
            throw LineError(
                "expected a class: \(names.joined(separator: ", ")); or a sample: \(samples.joined(separator: ", "))",
                at: input.end)
        }
        guard let label = names.firstIndex(of: word.text) ?? Int(word.text).flatMap({ names.indices.contains($0) ? $0 : nil })
        else {
            throw .unknown(word, "class", names)
        }
        return .ofClass(label)
    }
}
