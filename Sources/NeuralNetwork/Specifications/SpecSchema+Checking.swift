import Basics

/// Sizes beyond this are mistakes: no axis is longer, and products of a few stay far from overflow.
private let largestSize = 1 << 30

extension SpecSchema.Attribute.Kind {
    /// The expected value, in words.
    var text: String {
        switch self {
        case .integer(let minimum): "a whole number not below \(minimum)"
        case .number(let bounds): bounds.description
        case .flag: "true or false"
        case .word(let words): words.joined(separator: " or ")
        case .sizes(let rank, let minimum):
            "\(rank.map { "\($0) sizes" } ?? "sizes") not below \(minimum), such as 3\(rank == nil ? "" : " or 5x3")"
        case .numbers(let bounds): "numbers such as 1x2.5x1, each \(bounds.description)"
        case .layers(let optional): "a list of layers in brackets" + (optional ? " or identity" : "")
        }
    }
}

extension SpecSchema.Attribute {
    /// The value in the attribute's own form, or an error that names what would fit.
    func checked(_ value: SpecValue, subject: String) throws(InputError) -> SpecValue {
        switch (kind, value) {
        case (.sizes, .word("same")) where same != nil: return value
        case (.integer(let minimum), .integer(let number)) where number >= minimum && number <= largestSize: return value
        case (.integer(let minimum), .number(let number))
        where number == number.rounded() && number >= Double(minimum) && number <= Double(largestSize):
            return .integer(Int(number))
        case (.number(let bounds), .number(let number)) where bounds.contains(number): return value
        case (.number(let bounds), .integer(let number)) where bounds.contains(Double(number)): return .number(Double(number))
        case (.flag, .flag): return value
        case (.word(let words), .word(let word)):
            if let match = words.first(where: { $0.lowercased() == word.lowercased() }) { return .word(match) }
            throw InputError(
                subject, expected: "\(name) \(kind.text)", found: "'\(word)'",
                advice: NearestName.find(word, in: words).map { "did you mean '\($0)'?" })
        case (.sizes, .integer(let number)): return try checked(.sizes([number]), subject: subject)
        case (.sizes(let rank, let minimum), .sizes(var sizes)):
            if let rank, sizes.count == 1 { sizes = Array(repeating: sizes[0], count: rank) }
            if rank == nil || sizes.count == rank, !sizes.isEmpty, sizes.allSatisfy({ $0 >= minimum && $0 <= largestSize }) {
                return .sizes(sizes)
            }
        case (.numbers, .integer(let number)): return try checked(.numbers([Double(number)]), subject: subject)
        case (.numbers, .number(let number)): return try checked(.numbers([number]), subject: subject)
        case (.numbers, .sizes(let sizes)): return try checked(.numbers(sizes.map(Double.init)), subject: subject)
        case (.numbers(let bounds), .numbers(let numbers)):
            if !numbers.isEmpty, numbers.allSatisfy(bounds.contains) { return value }
        case (.layers(let optional), .layers(let layers)):
            if layers == nil ? optional : !(layers!.isEmpty) { return value }
        case (.layers(optional: true), .word("identity")): return .layers(nil)
        default: break
        }
        let bound = isTooLarge(value) ? ", at most \(largestSize)" : ""
        throw InputError(subject, expected: "\(name) to be \(kind.text)\(bound)", found: "'\(value.text)'")
    }

    /// The sizes that the word `same` stands for: half of each of a window's with its gaps, which have to be even without the last place, and which
    /// goes step by step.
    func fitted(_ value: SpecValue, to values: [String: SpecValue], subject: String) throws(InputError) -> SpecValue {
        guard value == .word("same"), let same, case .sizes(let sizes)? = values[same] else { return value }
        var gaps = Array(repeating: 1, count: sizes.count)
        if case .sizes(let dilation)? = values["dilation"] { gaps = dilation }
        let reaches = zip(sizes, gaps).map { $1 * ($0 - 1) }
        guard reaches.allSatisfy({ $0 % 2 == 0 }), values["stride"] == .sizes(sizes.map { _ in 1 }) else {
            throw InputError(
                subject, expected: "\(name):same with a \(same) of odd sizes and a stride of 1", found: "others",
                advice: "give \(name) as a number")
        }
        return .sizes(reaches.map { $0 / 2 })
    }

    /// Whether a whole number or size fits but for being beyond all reason.
    private func isTooLarge(_ value: SpecValue) -> Bool {
        switch (kind, value) {
        case (.integer, .integer(let number)): number > largestSize
        case (.integer, .number(let number)): number > Double(largestSize) && number == number.rounded()
        case (.sizes, .integer(let number)): number > largestSize
        case (.sizes, .sizes(let sizes)): sizes.contains { $0 > largestSize }
        default: false
        }
    }

    /// Reads the text of a value. Words stay words; the check says what is wrong with them.
    func read(_ text: String, subject: String) throws(InputError) -> SpecValue {
        let value: SpecValue
        switch kind {
        case .flag: value = text == "true" ? .flag(true) : text == "false" ? .flag(false) : .word(text)
        case .word: value = .word(text)
        case .sizes:
            let parts = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
            value = parts.contains(nil) ? .word(text) : .sizes(parts.compactMap { $0 })
        case .numbers:
            let parts = text.split(separator: "x", omittingEmptySubsequences: false).map { Double($0) }
            value = parts.contains(nil) ? .word(text) : .numbers(parts.compactMap { $0 })
        case .integer, .number:
            if let whole = Int(text) {
                value = .integer(whole)
            } else {
                value = Double(text).map(SpecValue.number) ?? .word(text)
            }
        case .layers: value = .word(text)
        }
        return try checked(value, subject: subject)
    }
}

extension SpecSchema {
    /// A small example of the text form with everything that must be given.
    var example: String {
        let required = attributes.filter { $0.fallback == nil && $0.follows == nil }
        if required.isEmpty { return name }
        let parts = required.map { attribute in
            switch attribute.kind {
            case .integer(let minimum): "\(attribute.name):\(max(minimum, 10))"
            case .number: "\(attribute.name):0.5"
            case .flag: "\(attribute.name):true"
            case .word(let words): "\(attribute.name):\(words.first ?? "")"
            case .sizes: "\(attribute.name):3"
            case .numbers: "\(attribute.name):1x2"
            case .layers: "\(attribute.name):[relu]"
            }
        }
        return "\(name)(\(parts.joined(separator: ",")))"
    }
}
