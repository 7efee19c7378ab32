import TerminalGraphics

/// What `draw` puts on an empty canvas, as lines of text.
func grid(_ width: Int, _ height: Int, _ draw: (inout Canvas) -> Void) -> String {
    canvas(width, height, draw).plainText()
}

/// An empty canvas after `draw`.
func canvas(_ width: Int, _ height: Int, _ draw: (inout Canvas) -> Void) -> Canvas {
    var canvas = Canvas(Size(width: width, height: height))
    draw(&canvas)
    return canvas
}

/// Areas at the edge of nothing, and odd ones: drawing must survive all of them and stay inside.
let tinySizes: [Size] = {
    var sizes: [Size] = []
    for width in 0...5 { for height in 0...4 { sizes.append(Size(width: width, height: height)) } }
    return sizes + [
        Size(width: 80, height: 1), Size(width: 1, height: 40), Size(width: 3, height: 2), Size(width: 17, height: 3),
    ]
}()

/// Whether everything drawn into an area in the middle of a larger canvas stays inside that area, in every glyph tier.
func staysInside(_ size: Size, _ draw: (Rect, inout Canvas, GlyphTier) -> Void) -> Bool {
    let marker = Cell("@")
    for glyphs in GlyphTier.allCases {
        let area = Rect(x: 2, y: 1, width: size.width, height: size.height)
        var canvas = Canvas(Size(width: size.width + 4, height: size.height + 2), fill: marker)
        draw(area, &canvas, glyphs)
        for y in 0..<canvas.size.height {
            for x in 0..<canvas.size.width where !area.contains(Point(x: x, y: y)) && canvas[x, y] != marker { return false }
        }
    }
    return true
}
