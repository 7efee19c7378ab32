import TerminalGraphics

/// The keys that a terminal's description (terminfo) can have sequences for.
enum DescribedKeys {
    static func sequences(capability: (String) -> [UInt8]?) -> [[UInt8]: KeyPress] {
        var keys: [(String, KeyPress)] = [
            ("kcuu1", KeyPress(.up)), ("kcud1", KeyPress(.down)), ("kcub1", KeyPress(.left)), ("kcuf1", KeyPress(.right)),
            ("khome", KeyPress(.home)), ("kend", KeyPress(.end)), ("kpp", KeyPress(.pageUp)), ("knp", KeyPress(.pageDown)),
            ("kich1", KeyPress(.insert)), ("kdch1", KeyPress(.delete)), ("kcbt", KeyPress(.tab, .shift)),
            ("kbs", KeyPress(.backspace)),
            ("kent", KeyPress(.enter)), ("kri", KeyPress(.up, .shift)), ("kind", KeyPress(.down, .shift)),
            ("kLFT", KeyPress(.left, .shift)), ("kRIT", KeyPress(.right, .shift)), ("kHOM", KeyPress(.home, .shift)),
            ("kEND", KeyPress(.end, .shift)), ("kPRV", KeyPress(.pageUp, .shift)), ("kNXT", KeyPress(.pageDown, .shift)),
            ("kDC", KeyPress(.delete, .shift)), ("kIC", KeyPress(.insert, .shift)),
        ]
        keys += (1...12).map { ("kf\($0)", KeyPress(.function($0))) }
        var sequences: [[UInt8]: KeyPress] = [:]
        for (name, press) in keys {
            guard let bytes = capability(name), bytes.count > 1, sequences[bytes] == nil else { continue }
            sequences[bytes] = press
        }
        return sequences
    }
}
