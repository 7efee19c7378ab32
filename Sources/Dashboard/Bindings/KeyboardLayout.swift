import TerminalGraphics

/// Letters of other keyboard layouts, and the keys of a Latin one that they lie on: somebody who has not switched back finds every
/// key where it is.
enum KeyboardLayout {
    private static let latin = Array("qwertyuiop[]asdfghjkl;'zxcvbnm,.".unicodeScalars)

    /// The letters of each layout, key by key as in `latin`; a blank where it has none of its own.
    private static let layouts: [[Unicode.Scalar]] = [
        // Russian, Ukrainian, Greek, Hebrew.
        "йцукенгшщзхъфывапролджэячсмитьбю", "йцукенгшщзхїфівапролджєячсмитьбю", ";ςερτυθιοπ[]ασδφγηξκλ΄'ζχψωβνμ,.",
        "/'קראטוןםפ][שדגכעיחלךף,זסבהנמצתץ",
    ].map { Array($0.unicodeScalars) }

    private static let keys: [Unicode.Scalar: Unicode.Scalar] = {
        var keys: [Unicode.Scalar: Unicode.Scalar] = [:]
        for layout in layouts {
            for (letter, key) in zip(layout, latin) where letter.value > 0x7F {
                keys[letter] = key
                let (upper, upperKey) = (letter.properties.uppercaseMapping, key.properties.uppercaseMapping)
                if let upper = upper.unicodeScalars.first, let upperKey = upperKey.unicodeScalars.first, upper != letter {
                    keys[upper] = upperKey
                }
            }
        }
        return keys
    }()

    /// The key that a letter lies on; nil of a letter of the Latin layout.
    static func key(of press: KeyPress) -> KeyPress? {
        guard case .character(let letter) = press.key, let key = keys[letter] else { return nil }
        var mapped = press
        mapped.key = .character(key)
        return mapped
    }
}
