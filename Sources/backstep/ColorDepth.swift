import ArgumentParser
import CursesTerminal
import TerminalGraphics

/// The number of colors that a terminal has, to show a frame as it would.
enum ColorDepth: String, ExpressibleByArgument, CaseIterable {
    case `true`
    case palette256 = "256"
    case sixteen = "16"
    case none

    /// Whether panes draw pictures in color.
    var showsPictures: Bool { self == .true || self == .palette256 }

    /// The frame in the nearest colors that there are.
    func reduce(_ canvas: Canvas) -> Canvas {
        var palette: Palette
        switch self {
        case .true: return canvas
        case .palette256: palette = Palette(.xterm256)
        case .sixteen: palette = Palette(.sixteen)
        case .none: palette = Palette(.mono)
        }
        var result = canvas
        for y in 0..<canvas.size.height {
            for x in 0..<canvas.size.width {
                result.restyle(x: x, y: y) { style in
                    style.foreground = palette.color(nearest: style.foreground)
                    style.background = palette.color(nearest: style.background)
                }
            }
        }
        return result
    }
}
