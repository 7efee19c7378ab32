import Inspection

extension Scenario {
    /// The differences of two scenarios, setting by setting: name, own value, the other's.
    public func differences(from other: Scenario) -> [SettingDifference] {
        func lines(_ scenario: Scenario) -> [(String, String)] {
            scenario.yaml.split(separator: "\n").compactMap { line in
                guard let colon = line.firstIndex(of: ":") else { return nil }
                return (String(line[..<colon]), line[line.index(after: colon)...].trimmingBlanksAndQuotes)
            }
        }
        let (mine, theirs) = (lines(self), lines(other))
        let names = mine.map(\.0) + theirs.map(\.0).filter { name in !mine.contains { $0.0 == name } }
        let secret = hunt || other.hunt ? ["bug", "hunt"] : []
        let unsaid = ["name", "summary", "view", "pin", "epochs", "stop", "threads"] + secret
        return names.filter { !unsaid.contains($0) }.compactMap {
            name in
            let own = mine.first { $0.0 == name }?.1 ?? usual(name)
            let there = theirs.first { $0.0 == name }?.1 ?? other.usual(name)
            return own == there ? nil : SettingDifference(name: name, own: own, other: there)
        }
    }

    /// The value of a setting where it is not written.
    private func usual(_ name: String) -> String {
        switch name {
        case "learningRate": "\(learningRate)"
        case "initializer": "he"
        default: "none"
        }
    }
}

extension Substring {
    fileprivate var trimmingBlanksAndQuotes: String {
        var part = self
        while let first = part.first, first == " " || first == "\"" { part.removeFirst() }
        while let last = part.last, last == " " || last == "\"" { part.removeLast() }
        return String(part)
    }
}
