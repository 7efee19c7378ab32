import TerminalGraphics

extension Theme {
    /// All themes, in the order in which lists show them. A new one is a line here; tests hold its colors against each other.
    public static let all: [Theme] = [.dark, .light, .projector, .contrast]

    /// Their names.
    public static let names = all.map(\.name)

    /// The theme of a name.
    public static func named(_ name: String) -> Theme? { all.first { $0.name == name } }

    /// Light on dark gray: for one's own screen.
    public static let dark = Theme()

    /// Dark on white: for bright rooms and for print.
    public static let light: Theme = {
        var theme = Theme(name: "light", isDark: false)
        theme.background = .hex(0xFFFFFF)
        theme.text = .hex(0x303030)
        theme.strong = .hex(0x000000)
        theme.faint = .hex(0x626262)
        theme.border = .hex(0xA8A8A8)
        theme.focus = .hex(0x005FAF)
        theme.negative = .hex(0x005FD7)
        theme.positive = .hex(0xAF5F00)
        theme.good = .hex(0x00875F)
        theme.warning = .hex(0x875F00)
        theme.bad = .hex(0xAF0000)
        theme.selected = .hex(0x5F00AF)
        theme.forward = .hex(0x005FAF)
        theme.loss = .hex(0x8700AF)
        theme.backward = .hex(0xAF5F00)
        theme.update = .hex(0x00875F)
        theme.train = .hex(0x005FD7)
        theme.heldOut = .hex(0xAF5F00)
        theme.shade = 0.25
        return theme
    }()

    /// Black and deep colors on white: what is left of a picture in a lit room is its darkness.
    public static let projector: Theme = {
        var theme = light
        theme.name = "projector"
        theme.text = .hex(0x000000)
        theme.faint = .hex(0x3A3A3A)
        theme.border = .hex(0x626262)
        theme.focus = .hex(0x0000AF)
        theme.negative = .hex(0x0000D7)
        theme.positive = .hex(0x875F00)
        theme.good = .hex(0x005F5F)
        theme.warning = .hex(0x5F5F00)
        theme.bad = .hex(0x870000)
        theme.selected = .hex(0x5F0087)
        theme.forward = .hex(0x0000AF)
        theme.loss = .hex(0x5F0087)
        theme.backward = .hex(0x875F00)
        theme.update = .hex(0x005F5F)
        theme.train = .hex(0x0000D7)
        theme.heldOut = .hex(0x875F00)
        theme.shade = 0.15
        return theme
    }()

    /// White and bright colors on black: the most contrast there is in the dark.
    public static let contrast: Theme = {
        var theme = Theme(name: "contrast")
        theme.background = .hex(0x000000)
        theme.text = .hex(0xFFFFFF)
        theme.faint = .hex(0xBCBCBC)
        theme.border = .hex(0xA8A8A8)
        theme.focus = .hex(0x5FFFFF)
        theme.negative = .hex(0x5FD7FF)
        theme.positive = .hex(0xFFAF00)
        theme.good = .hex(0x87FF87)
        theme.warning = .hex(0xFFFF00)
        theme.bad = .hex(0xFF5F5F)
        theme.selected = .hex(0xFFFF5F)
        theme.forward = .hex(0x5FFFFF)
        theme.loss = .hex(0xFFAFFF)
        theme.backward = .hex(0xFFAF00)
        theme.update = .hex(0x87FF87)
        theme.train = .hex(0x5FD7FF)
        theme.heldOut = .hex(0xFFAF00)
        theme.shade = 0.3
        return theme
    }()
}
