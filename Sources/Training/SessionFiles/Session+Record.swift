import Basics
import Datasets
import Inspection
import NeuralNetwork

extension Session {
    /// This session, to be written down.
    /// - Parameter withDigest: also the parameters' digest at the position in view.
    public func record(withDigest: Bool) -> SessionRecord {
        SessionRecord(
            scenario: scenario, seed: seed, added: data.added, pinned: pinned,
            branches: timeline.branches.map { branch in
                SessionRecord.Branch(
                    name: branch.name, parent: branch.parent.flatMap { timeline[$0]?.name }, fork: branch.fork,
                    newest: machine.completedIterations(at: branch.id == timeline.present ? farthest : branch.farthest),
                    changes: branch.log.entries.map { entry in
                        SessionRecord.Entry(iteration: entry.iteration, recorded: recorded(entry.change))
                    })
            },
            present: branchName, position: position,
            marks: timeline.bookmarks.marks.sorted { $0.key < $1.key }.compactMap { letter, bookmark in
                branch(of: bookmark).map { SessionRecord.Mark(letter: letter, branch: $0.name, position: bookmark.position) }
            }, digest: withDigest ? parametersDigest() : nil)
    }

    private func recorded(_ change: Change) -> SessionRecord.RecordedChange {
        switch change {
        case .learningRate(let rate): return .learningRate(rate)
        case .optimizer(let spec): return .optimizer(spec.text)
        case .penalty(let spec): return .penalty(spec.text)
        case .batch(let size): return .batch(size)
        case .dropout(let rate): return .dropout(rate)
        case .parameter(let index, let value):
            guard let reference = reference(ofParameter: index) else { preconditionFailure("a changed parameter has a name") }
            return .parameter(reference, value)
        }
    }

    /// Does everything again that was written down: trains every branch as far as it had been, and goes to where the person was.
    /// For a session that has just been built from the record's scenario and seed.
    /// - Parameters:
    ///   - source: the file's name, for messages.
    ///   - progress: told what is being done.
    /// - Throws: an `InputError` for what does not fit the network or contradicts itself.
    /// - Returns: false if the parameters differ from those written down: another machine or version computes other bits.
    @discardableResult
    public func replay(_ record: SessionRecord, source: String, _ progress: (String) -> Void = { _ in }) throws(InputError)
        -> Bool
    {
        precondition(position == .start && timeline.branches.count == 1, "a record is replayed from the beginning")
        let logs = try record.branches.map { branch throws(InputError) in try log(of: branch, source) }
        guard let first = logs.first, record.branches.contains(where: { $0.name == record.present }) else {
            throw InputError(
                .malformed, "\(source): branch", expected: "one of the branches", found: InputError.quoted(record.present))
        }
        let reached = record.branches.last { $0.name == record.present }?.newest ?? 0
        guard record.position.iteration <= reached else {
            throw InputError(
                .malformed, "\(source): position", expected: "an iteration up to \(reached), as far as its branch goes",
                found: "\(record.position.iteration)")
        }
        try checkLengths(of: record, source)
        if data.has(record.pinned) { observation.pinned = record.pinned }
        for (index, (branch, log)) in zip(record.branches, logs).enumerated() {
            progress("replaying \(branch.name), \(branch.newest) iterations")
            if index == 0 {
                switchBranch(to: first)
            } else {
                guard !timeline.branches.contains(where: { $0.log == log }),
                    !timeline.branches.contains(where: { $0.name == branch.name })
                else {
                    throw InputError(
                        .malformed, "\(source): branches", expected: "each to have its own name and changes",
                        found: "\(InputError.quoted(branch.name)) twice")
                }
                begin(log, from: timeline.branches.first { $0.name == branch.parent }?.id ?? 0, at: branch.fork)
            }
            timeline.branches[timeline.presentIndex].name = branch.name
            timeline.branches[timeline.presentIndex].isNamedByHand = branch.name != "b\(index)" && index > 0
            move(to: machine.end(ofIteration: branch.newest - 1))
        }
        guard record.position.done <= machine.stateCount else {
            throw InputError(
                .malformed, "\(source): position", expected: "up to \(machine.stateCount) states done",
                found: "\(record.position.done)")
        }
        let ids = Dictionary(timeline.branches.map { ($0.name, $0.id) }, uniquingKeysWith: { first, _ in first })
        if let id = ids[record.present], id != timeline.present { goTo(branch: id) }
        move(to: record.position)
        for mark in record.marks where mark.position.done <= machine.stateCount {
            guard let id = ids[mark.branch], let log = id == timeline.present ? log : timeline[id]?.log else { continue }
            timeline.bookmarks.marks[mark.letter] = Bookmark(log: log, branch: id, position: mark.position, pinned: pinned)
        }
        timeline.done = []
        timeline.undone = []
        return record.digest.map { $0 == parametersDigest() } ?? true
    }

    /// Refuses iterations that nobody has gone through: training that far would take hours.
    private func checkLengths(of record: SessionRecord, _ source: String) throws(InputError) {
        let perIteration = Double(network.parameters.count) * Double(scenario.batch)
        let (product, overflows) = finalIteration.multipliedReportingOverflow(by: 100)
        let limit = overflows ? Int.max : max(product, Int(saturating: min(1e8, 1e12 / max(1, perIteration))))
        let lengths =
            record.branches.flatMap { [("newest", $0.newest), ("fork", $0.fork)] }
            + record.marks.map { ("marks", $0.position.iteration) }
        guard let (key, found) = lengths.first(where: { $0.1 > limit }) else { return }
        throw InputError(
            .malformed, "\(source): \(key)", expected: "at most \(limit) iterations, a hundred times this run's length",
            found: "\(found)", advice: "a scenario of more epochs may have more")
    }

    private func log(of branch: SessionRecord.Branch, _ source: String) throws(InputError) -> InterventionLog {
        var made = InterventionLog(
            rate: scenario.learningRate, optimizer: optimizer.spec, penalty: penalty, batch: scenario.batch)
        var last = 0
        for entry in branch.changes {
            guard entry.iteration >= last else {
                throw InputError(
                    .malformed, "\(source): branch \(branch.name)", expected: "changes in the order of their iterations",
                    found: "\(entry.iteration) after \(last)")
            }
            last = entry.iteration
            made = made.adding(try change(entry.recorded, source), at: entry.iteration)
        }
        return made
    }

    private func change(_ recorded: SessionRecord.RecordedChange, _ source: String) throws(InputError) -> Change {
        switch recorded {
        case .learningRate(let rate): return .learningRate(rate)
        case .optimizer(let text):
            do throws(InputError) { return .optimizer(try OptimizerSpec(parsing: text)) } catch {
                throw error.within(source, .malformed)
            }
        case .penalty(let text):
            do throws(InputError) { return .penalty(try PenaltySpec(parsing: text)) } catch {
                throw error.within(source, .malformed)
            }
        case .batch(let size):
            do { try checkBatch(size) } catch let error as InputError { throw error.within(source, .malformed) } catch {
                throw InputError(.malformed, source, expected: "a batch that this network takes", found: "\(size)")
            }
            return .batch(size)
        case .dropout(let rate): return .dropout(rate)
        case .parameter(let reference, let value):
            guard let index = index(of: reference) else {
                throw InputError(
                    .malformed, source, expected: "a parameter of \(network.spec.text)",
                    found: InputError.quoted(reference.description))
            }
            return .parameter(index, value)
        }
    }
}
