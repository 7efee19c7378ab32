import Foundation
import Testing

/// How claims are tested: `BACKSTEP_CLAIM_SEEDS=1-8` tries other seeds, `BACKSTEP_CLAIMS=FILE` writes down what was measured.
enum ClaimSettings {
    static let seeds: [UInt64] = {
        let range = (ProcessInfo.processInfo.environment["BACKSTEP_CLAIM_SEEDS"] ?? "1-5").split(separator: "-").compactMap {
            UInt64($0)
        }
        guard range.count == 2, range[0] <= range[1] else { return Array(1...5) }
        return Array(range[0]...range[1])
    }()

    static func report(_ name: String, _ seed: UInt64, _ claim: Claim, _ verdict: Claim.Verdict) {
        guard let path = ProcessInfo.processInfo.environment["BACKSTEP_CLAIMS"] else { return }
        let line = "\(name)\t\(seed)\t\(claim.words)\t\(verdict.value)\t\(verdict.limit)\t\(verdict.holds)\n"
        guard let file = fopen(path, "a") else { return }
        fputs(line, file)
        fclose(file)
    }
}
