/// The data that is trained on, in numbers and names.
public struct DataSummary: Hashable, Sendable {
    /// Samples to train on.
    public var samples: Int
    /// Samples that are held out.
    public var heldOut: Int
    /// Rows that are left out, because something is missing in them.
    public var leftOut: Int
    /// Names of the inputs; one name of all, where they are pixels of a picture or steps of a sequence.
    public var inputs: [String]
    /// The name of what is to be said.
    public var target: String
    /// Whether classes are told apart, or else numbers approximated.
    public var isClassification: Bool
    /// Names of the classes; none where numbers are approximated.
    public var classes: [String]
    /// The scale that inputs, and targets that are numbers, were brought to.
    public var scale: InputScale
}

extension DatasetPair {
    /// The data in numbers and names.
    public var facts: DataSummary {
        DataSummary(
            samples: train.count, heldOut: heldOut.count, leftOut: (table?.leftOut ?? 0) + (table?.heldOutLeftOut ?? 0),
            inputs: train.namesOfInputs,
            target: train.targetName.isEmpty ? (train.hasClasses ? "class" : "y") : train.targetName,
            isClassification: train.hasClasses, classes: train.classNames, scale: scaling?.scale ?? .none)
    }

    /// The reading of a table, in a line: its form where it is not the usual one, rows, inputs, target, scale, and what is left
    /// out. Nil of other data.
    public var understanding: String? {
        guard let table else { return nil }
        let form = table.form.isEmpty ? "" : table.form.joined(separator: ", ") + "; "
        var parts = [rows(table), inputs(table)]
        let kind = table.classes.isEmpty ? "a number" : "\(table.classes.count) classes \(Self.list(table.classes, atMost: 5))"
        parts.append("target \(table.target): \(kind)")
        switch scaling?.scale ?? .none {
        case .none: parts.append("not scaled")
        case .standard: parts.append("standardized")
        case .unit: parts.append("scaled to 0…1")
        }
        if !table.dates.isEmpty { parts.append("\(Self.list(table.dates, atMost: 3)) in years") }
        if !table.omissions.isEmpty {
            parts.append("without " + Self.list(table.omissions.map { "\($0.column) (\($0.reason))" }, atMost: 5))
        }
        if table.constantCount > 0 {
            parts.append("\(table.constantCount) inputs never change")
        }
        if table.heldOutLeftOut > 0 { parts.append("\(heldOut.name): \(table.heldOutLeftOut) left out for gaps") }
        return "\(train.name): \(form)\(parts.joined(separator: "; "))"
    }

    /// The same in as few words as a screen's last line has room for.
    public var gist: String? {
        guard let table else { return nil }
        let kind = table.classes.isEmpty ? "a number" : "\(table.classes.count) classes"
        let scale = ["standard": "standardized", "unit": "scaled to 0…1"][scaling?.scale.rawValue ?? ""] ?? "not scaled"
        let inputs = "\(table.inputs.count) \(table.inputs.count == 1 ? "input" : "inputs"), \(scale)"
        return "\(rows(table)); \(inputs); target \(table.target): \(kind)"
    }

    private func rows(_ table: TableReport) -> String {
        var text = "\(table.rowCount) rows"
        if table.leftOut > 0 { text += ", \(table.leftOut) left out for gaps" }
        if table.filled > 0 { text += ", \(table.filled) \(table.filled == 1 ? "gap" : "gaps") filled with means" }
        return text
    }

    private func inputs(_ table: TableReport) -> String {
        "\(table.inputs.count) \(table.inputs.count == 1 ? "input" : "inputs") \(Self.list(table.inputs.map(\.name), atMost: 6))"
    }

    private static func list(_ names: [String], atMost limit: Int) -> String {
        names.count <= limit
            ? names.joined(separator: ", ") : names.prefix(limit - 1).joined(separator: ", ") + " … " + (names.last ?? "")
    }
}

extension Dataset {
    /// True where targets are classes.
    @inlinable
    public var hasClasses: Bool { if case .classes = targets { true } else { false } }

    /// Names of the inputs, made up where they have none.
    fileprivate var namesOfInputs: [String] {
        if !inputNames.isEmpty { return inputNames }
        switch sampleShape.count {
        case 1: return (1...featureCount).map { "x\($0)" }
        case 2: return ["\(sampleShape[0])×\(sampleShape[1]) numbers"]
        default:
            return [(sampleShape[0] == 1 ? "" : "\(sampleShape[0])×") + Self.shown(Array(sampleShape.dropFirst())) + " pixels"]
        }
    }
}
