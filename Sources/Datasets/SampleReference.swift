/// A sample, by the part of the data that it is of and its place there: written `train 0`, `held-out 3`.
public struct SampleReference: Hashable, Sendable {
    /// A part of a pair of data sets.
    public enum Part: String, Hashable, Sendable, CaseIterable {
        /// The samples that batches are made of.
        case train
        /// The samples that are never trained on.
        case heldOut = "held-out"
    }

    /// The part of the data that it is of.
    public var part: Part
    /// Place in that part, from 0.
    public var index: Int

    /// A sample by its part, and its place there from 0, which need not exist.
    public init(_ part: Part, _ index: Int) { (self.part, self.index) = (part, index) }

    /// Reads `train 0`, `train:0`, `held-out 3`; nil of anything else.
    public init?(parsing text: String) {
        let words = text.split { $0 == " " || $0 == ":" }
        guard words.count == 2, let part = Part(rawValue: String(words[0])), let index = Int(words[1]), index >= 0 else {
            return nil
        }
        self.init(part, index)
    }

    /// A sample that batches are made of.
    public static func train(_ index: Int) -> SampleReference { SampleReference(.train, index) }
    /// A sample that is never trained on.
    public static func heldOut(_ index: Int) -> SampleReference { SampleReference(.heldOut, index) }
}

extension SampleReference: CustomStringConvertible {
    /// As ``init(parsing:)`` reads it.
    public var description: String { "\(part.rawValue) \(index)" }
}

extension DatasetPair {
    /// One of the two parts.
    public subscript(_ part: SampleReference.Part) -> Dataset {
        switch part {
        case .train: train
        case .heldOut: heldOut
        }
    }

    /// True if there is such a sample.
    public func has(_ sample: SampleReference) -> Bool { sample.index >= 0 && sample.index < self[sample.part].count }

    /// The class of a sample; nil where targets are no classes.
    public func label(of sample: SampleReference) -> Int? { self[sample.part].label(of: sample.index) }
}
