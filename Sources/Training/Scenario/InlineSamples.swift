import Basics
import Datasets
import Yams

/// Samples that stand in the scenario itself: a handful of numbers to reckon with by hand.
///
///     samples: [{x: [2, 1], y: 1}]
///
/// Rows make a picture, or the steps of a sequence: `x: [[0, 1], [0, 1]]`.
public struct InlineSamples: Hashable, Sendable {
    /// Inputs and targets of one sample; where there are classes, the target is a class's index.
    public struct Sample: Hashable, Sendable {
        /// Inputs.
        public var x: [Float]
        /// Targets.
        public var y: [Float]
        /// Rows of a picture, or steps of a sequence, that the inputs stand in; nil: they are numbers side by side.
        public var rows: Int?

        /// The shape of the inputs; a picture has one channel.
        var shape: [Int] { rows.map { [1, $0, x.count / $0] } ?? [x.count] }
    }

    /// The samples to train on.
    public var train: [Sample]
    /// The samples held out; nil: the same, so that both curves are of what is learned.
    public var heldOut: [Sample]?
    /// Names of the classes; empty where targets are numbers.
    public var classNames: [String] = []

    /// The data that they are.
    public var pair: DatasetPair {
        DatasetPair(train: dataset(train), heldOut: dataset(heldOut ?? train))
    }

    private func dataset(_ samples: [Sample]) -> Dataset {
        Dataset(
            name: "samples", source: "the scenario", sampleShape: train[0].shape, classNames: classNames,
            features: .values(samples.flatMap(\.x)),
            targets: classNames.isEmpty
                ? .vectors(samples.flatMap(\.y), width: train[0].y.count) : .classes(samples.map { Int32($0.y[0]) }))
    }
}

extension InlineSamples {
    /// As many as anybody writes by hand.
    private static let limit = 1000

    /// Reads a list of samples.
    /// - Parameter subject: where it stands, for messages.
    static func samples(_ node: Node, _ classNames: [String], _ subject: String) throws(InputError) -> [Sample] {
        guard let list = node.sequence, !list.isEmpty, list.count <= limit else {
            throw InputError(
                .malformed, subject, expected: "1 to \(limit) samples such as {x: [2, 1], y: 1}",
                found: node.sequence.map { "\($0.count)" } ?? "no list")
        }
        var samples: [Sample] = []
        for (index, element) in list.enumerated() {
            let place = "\(subject) \(index + 1)"
            guard let mapping = element.mapping else {
                throw InputError(.malformed, place, expected: "a sample such as {x: [2, 1], y: 1}", found: "something else")
            }
            for (key, _) in mapping where key.string != "x" && key.string != "y" {
                throw InputError.unknown(.malformed, place, "x or y", found: key.string ?? "?", among: ["x", "y"])
            }
            let (x, rows) = try inputs(mapping["x"], "\(place): x")
            let y = classNames.isEmpty ? try numbers(mapping["y"], "\(place): y") : [try label(mapping["y"], classNames, place)]
            let sample = Sample(x: x, y: y, rows: rows)
            if let first = samples.first, first.shape != sample.shape || first.y.count != y.count {
                throw InputError(
                    .malformed, place, expected: "\(first.size) inputs and \(first.y.count) targets like the first sample",
                    found: "\(sample.size) and \(y.count)")
            }
            samples.append(sample)
        }
        return samples
    }

    /// One number, a list of them, or a list of rows.
    private static func inputs(_ node: Node?, _ subject: String) throws(InputError) -> ([Float], rows: Int?) {
        guard let rows = node?.sequence, rows.first?.sequence != nil else { return (try numbers(node, subject), nil) }
        var read: [[Float]] = []
        for row in rows {
            read.append(try numbers(row, subject))
            guard read[0].count == read[read.count - 1].count else {
                throw InputError(
                    .malformed, subject, expected: "rows of \(read[0].count) numbers like the first",
                    found: "\(read[read.count - 1].count)")
            }
        }
        return (read.flatMap(\.self), read.count)
    }

    /// One number, or a list of them.
    private static func numbers(_ node: Node?, _ subject: String) throws(InputError) -> [Float] {
        let scalars = node?.sequence.map { Array($0) } ?? node.map { [$0] } ?? []
        let numbers = scalars.compactMap { $0.scalar.flatMap { Float($0.string) } }
        guard !numbers.isEmpty, numbers.count == scalars.count, numbers.allSatisfy(\.isFinite) else {
            throw InputError(.malformed, subject, expected: "a number, or a list such as [2, 1]", found: "something else")
        }
        return numbers
    }

    private static func label(_ node: Node?, _ classNames: [String], _ subject: String) throws(InputError) -> Float {
        let text = node?.scalar?.string ?? "none"
        guard let label = classNames.firstIndex(of: text) ?? Int(text).flatMap({ classNames.indices.contains($0) ? $0 : nil })
        else {
            throw InputError.unknown(.malformed, "\(subject): y", "a class", found: text, among: classNames)
        }
        return Float(label)
    }

    /// Lines of a scenario file.
    var yaml: String {
        func text(_ numbers: [Float]) -> String { "[" + numbers.map { "\($0)" }.joined(separator: ", ") + "]" }
        func inputs(_ sample: Sample) -> String {
            guard let rows = sample.rows else { return text(sample.x) }
            let width = sample.x.count / rows
            let lines = (0..<rows).map { text(Array(sample.x[$0 * width..<($0 + 1) * width])) }
            return "[" + lines.joined(separator: ", ") + "]"
        }
        func text(_ samples: [Sample]) -> String {
            "["
                + samples.map { sample in
                    "{x: \(inputs(sample)), y: \(classNames.isEmpty ? text(sample.y) : "\(Int(sample.y[0]))")}"
                }.joined(separator: ", ") + "]"
        }
        var lines: [String] = []
        if !classNames.isEmpty { lines.append("classes: [\(classNames.map(\.quotedYAML).joined(separator: ", "))]") }
        lines.append("samples: \(text(train))")
        if let heldOut { lines.append("heldOut: \(text(heldOut))") }
        return lines.joined(separator: "\n")
    }
}

extension InlineSamples.Sample {
    /// `2`, `4×4`
    fileprivate var size: String { rows.map { "\($0)×\(x.count / $0)" } ?? "\(x.count)" }
}
