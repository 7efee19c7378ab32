import Basics
import Datasets

/// The sample that a scenario has in view in every iteration.
public enum PinnedSample: Hashable, Sendable {
    /// The most typical held-out sample of a class: `5`.
    case ofClass(Int)
    /// A certain one: `train 0`, `held-out 3`.
    case sample(SampleReference)
    /// One of the first batch, so that what is learned from it can be followed to the end: `train`.
    case ofFirstBatch

    /// Reads `5`, `train`, `train 0`, `train:0`, `held-out 3`.
    public init(parsing text: String) throws(InputError) {
        if let label = Int(text), label >= 0 {
            self = .ofClass(label)
        } else if text == SampleReference.Part.train.rawValue {
            self = .ofFirstBatch
        } else if let reference = SampleReference(parsing: text) {
            self = .sample(reference)
        } else {
            throw InputError(
                "pinned sample", expected: "a class's number, or a sample such as 'train 0' or 'held-out 3'",
                found: InputError.quoted(text), advice: "try train:0")
        }
    }
}

extension PinnedSample: CustomStringConvertible {
    /// As ``init(parsing:)`` reads it.
    public var description: String {
        switch self {
        case .ofClass(let label): "\(label)"
        case .sample(let reference): reference.description
        case .ofFirstBatch: SampleReference.Part.train.rawValue
        }
    }
}

extension DatasetPair {
    /// The sample to pin.
    /// - Parameters:
    ///   - choice: nil: a sample of the first batch where samples are points, few enough that each comes round often; else the
    ///     most typical 5, or the first.
    ///   - firstBatch: indices of the first batch's samples.
    func pinned(_ choice: PinnedSample?, firstBatch: some Collection<Int>) -> SampleReference {
        switch choice {
        case .sample(let reference)? where has(reference): return reference
        case .ofFirstBatch?: return .train(mostTelling(of: firstBatch))
        case nil where hasFewPoints: return .train(mostTelling(of: firstBatch))
        case .ofClass(let label)?: return .heldOut(heldOut.mostTypical(ofClass: label) ?? 0)
        case .sample?, nil: return .heldOut(heldOut.mostTypical(ofClass: Self.usualClass) ?? 0)
        }
    }

    private static let usualClass = 5
    /// Training samples that a run comes back to every few seconds.
    private static let few = 1000

    /// True where samples are points of a plane or a line, and few.
    private var hasFewPoints: Bool { train.featureCount <= 2 && train.vocabulary.isEmpty && train.count <= Self.few }

    /// The first without an input of 0, with which its weight would have no gradient; the first of all, if there is none.
    private func mostTelling(of batch: some Collection<Int>) -> Int {
        batch.first { train.sample($0).allSatisfy { $0 != 0 } } ?? batch.first ?? 0
    }
}
