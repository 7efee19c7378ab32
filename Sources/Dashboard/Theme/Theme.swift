import TerminalGraphics

/// The colors, by what they mean. Each is one that the 256-color palette has, so that most terminals show it as it is meant. No
/// meaning rests on a color alone: signs have glyphs, passes have names, a focused pane has another border.
public struct Theme: Hashable, Sendable {
    /// Its name on the command line.
    public var name = "dark"
    /// Whether it is light on dark.
    public var isDark = true
    /// Behind everything: the dashboard paints the whole screen.
    public var background = Color.hex(0x121212)
    /// Running text and numbers.
    public var text = Color.hex(0xD0D0D0)
    /// Text that stands out: headings, results.
    public var strong = Color.hex(0xFFFFFF)
    /// Text that steps back: labels, units, what is not known yet.
    public var faint = Color.hex(0x9E9E9E)
    /// Borders of panes without the keys.
    public var border = Color.hex(0x585858)
    /// The border of the pane that has the keys.
    public var focus = Color.hex(0x5FD7FF)
    /// Blue: below zero.
    public var negative = Color.hex(0x5FAFFF)
    /// Orange: above zero.
    public var positive = Color.hex(0xFFAF5F)
    /// Green: nothing to do.
    public var good = Color.hex(0x87D787)
    /// Yellow: worth a look.
    public var warning = Color.hex(0xFFD75F)
    /// Red: something is wrong.
    public var bad = Color.hex(0xFF5F5F)
    /// The selected neuron or weight, wherever it is drawn.
    public var selected = Color.hex(0xFFFF87)
    /// The forward pass, and activations.
    public var forward = Color.hex(0x5FD7FF)
    /// The loss, between the passes.
    public var loss = Color.hex(0xD7AFFF)
    /// The backward pass, and errors.
    public var backward = Color.hex(0xFFAF5F)
    /// The update, and changes of parameters.
    public var update = Color.hex(0x87D787)
    /// Curves of the training batches.
    public var train = Color.hex(0x5FD7FF)
    /// Curves of held-out samples.
    public var heldOut = Color.hex(0xFFAF5F)

    /// The part of the background in what stays in the shade while a lesson points at something else: it has to be read all the same.
    public var shade = 0.4

    /// A color in the shade.
    public func shaded(_ color: Color) -> Color { color.mixed(with: background, shade) }

    /// Signed values: blue below zero, orange above, zero in the background. Through colors of the 256-color palette, so that
    /// small values keep their hue there.
    public var diverging: Colormap { isDark ? Self.divergingOnDark : Self.divergingOnLight }

    /// Behind what is healthy.
    public var healthyBand: Color { isDark ? .hex(0x1C2B1C) : .hex(0xD7FFD7) }

    /// Sizes: from what recedes into the background to what stands out.
    public var sequential: Colormap { isDark ? .sequential : Self.sequentialOnLight }

    /// Pictures: ink is what stands out.
    public var picture: Colormap { isDark ? .gray : Self.pictureOnLight }

    private static let divergingOnDark = Colormap(
        through: [
            0x87D7FF, 0x5FAFFF, 0x0087FF, 0x0087D7, 0x005FAF, 0x005F87, 0x00005F, 0x121212, 0x3A1C00, 0x875F00, 0xAF5F00,
            0xD75F00,
            0xFF8700, 0xFFAF5F, 0xFFD7AF,
        ].map { .hex($0) })
    private static let divergingOnLight = Colormap(
        through: [
            0x00005F, 0x00005F, 0x005F87, 0x005FAF, 0x0087D7, 0x5FAFFF, 0xAFD7FF, 0xFFFFFF, 0xFFD7AF, 0xFFAF5F, 0xFF8700,
            0xD75F00,
            0xAF5F00, 0x875F00, 0x5F0000,
        ].map { .hex($0) })
    private static let sequentialOnLight = Colormap.sequential.reversed
    private static let pictureOnLight = Colormap.gray.reversed

    /// A color on the theme's background.
    public func style(_ color: Color, _ attributes: Style.Attributes = []) -> Style { Style(color, on: background, attributes) }
    /// Running text.
    public var plain: Style { style(text) }
    /// Text that steps back.
    public var dim: Style { style(faint) }
    /// Text that stands out, by weight where there is no color.
    public var bold: Style { style(strong, .bold) }

    /// Dark on a color: what stands out most. Written in reverse, so that it stands out where there is no color, too.
    public func highlight(_ color: Color) -> Style { Style(color, on: background, [.bold, .reverse]) }

    /// By sign: orange above zero, blue below, gray at zero and for NaN.
    public func signed(_ value: Double) -> Color { value > 0 ? positive : value < 0 ? negative : faint }
}
