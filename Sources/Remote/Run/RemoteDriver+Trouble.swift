import Inspection

/// Trouble that no single network shows: what is told by comparing ranks, and where numbers stopped being finite.
extension RemoteDriver {
    /// The worst that comparing ranks shows, in a line; nil where they do the same.
    var rankTrouble: String? {
        let ranks = rankFacts
        for rank in ranks {
            if case .differs(let name) = rank.replica {
                return "rank \(rank.rank) has other weights than rank 0, first in \(name): see Ranks"
            }
        }
        guard let rank = ranks.first(where: { $0.sharesBatchWith != nil }), let other = rank.sharesBatchWith else { return nil }
        return "ranks \(min(other, rank.rank)) and \(max(other, rank.rank)) had the same samples: see Ranks"
    }

    /// The first number that was not finite, with the rank that it came from, where ranks could be told apart.
    var nonFinite: String? {
        guard let found = book.nonFinite else { return nil }
        return found + (brokenRank.map { "; rank \($0.rank) alone had it in its own gradient, update \($0.update)" } ?? "")
    }

    /// Notes a gradient that a rank has of its own samples: where one alone is not finite, it is where it began.
    func noteOwn(_ frame: ProbeFrame, of rank: Int) {
        guard brokenRank == nil, let own = frame.values["g_own"] else { return }
        let isBroken = own.contains { !$0.isFinite }
        for (other, report) in reports where other != rank && report.own?.step == frame.step {
            guard let theirs = report.own?.values["g_own"] else { continue }
            let otherIsBroken = theirs.contains { !$0.isFinite }
            if isBroken != otherIsBroken { brokenRank = (isBroken ? rank : other, frame.step) }
        }
    }

    /// Findings of the run as a whole, of which no recorded step need know anything.
    var findingsOfRun: [Finding] {
        var findings: [Finding] = []
        if let found = nonFinite {
            let cause: Phrase =
                brokenRank == nil
                ? "the steps were too large, or a sample or the loss had no finite number: n records what is left, \u{22}:break nan\u{22} holds the next run there"
                : "the samples of that rank made it: its mean with the others carried it into all weights"
            findings.append(Finding(NonFiniteName.rule, .fault, evidence: "\(found)", cause: cause))
        }
        for rank in rankFacts {
            if case .differs(let name) = rank.replica {
                findings.append(
                    Finding(
                        "replicas-differ", .fault, evidence: "rank \(rank.rank) has other weights than rank 0, first in \(name)",
                        cause:
                            "something changes weights on one rank alone, or gradients are not averaged: each rank trains a network of its own"
                    ))
            }
            if let other = rank.sharesBatchWith, other < rank.rank {
                findings.append(
                    Finding(
                        "same-samples", .fault, evidence: "ranks \(other) and \(rank.rank) had the same inputs",
                        cause: "without a DistributedSampler each rank goes through the same data: the second does nothing new"))
            }
        }
        return findings
    }

    private enum NonFiniteName { static let rule = "non-finite" }
}
