import Inspection
import NeuralNetwork
import TerminalGraphics

/// Samples side by side, each with a caption: how many fit, and where a cursor goes among them.
struct Gallery {
    /// The largest size of a picture, in pixels.
    let tile: ImageShape
    let size: Size
    let across: Int
    let down: Int

    /// Samples on a page.
    var page: Int { max(1, across * down) }

    struct Entry {
        /// The features; a picture where samples are pictures.
        var picture: [Float]
        var caption: StyledText
        var isChosen: Bool
    }

    init(_ request: PaneRequest) {
        size = request.size
        guard let image = request.status?.columns.first?.image else {
            tile = ImageShape(height: 1, width: 1)
            (across, down) = (1, request.size.height)
            return
        }
        // The least reduced size at which some of them fit, and a caption under each.
        let enough = size.height >= 30 ? 12 : size.height >= 16 ? 6 : 3
        var factor = 1
        while true {
            let (width, height) = ((image.width + factor - 1) / factor, (image.height + factor - 1) / factor)
            let (across, down) = ((size.width + 1) / (max(9, width) + 1), size.height / ((height + 1) / 2 + 1))
            if across * down >= enough || width <= 7 || height <= 7 {
                tile = ImageShape(height: height, width: width)
                (self.across, self.down) = (max(1, across), max(1, down))
                return
            }
            factor += 1
        }
    }

    func draw(_ entries: [Entry], size: ImageShape?, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        for (index, entry) in entries.prefix(page).enumerated() {
            guard let size else {
                drawLine(entry, context, in: Rect(x: area.x, y: area.y + index, width: area.width, height: 1), on: &canvas)
                continue
            }
            let width = max(9, size.width)
            let height = (size.height + 1) / 2
            let place = Rect(
                x: area.x + index % across * (width + 1), y: area.y + index / across * (height + 1), width: width, height: height)
            ImagePlot(
                PixelGrid(entry.picture, rows: size.height, columns: size.width), colormap: context.theme.picture,
                normalization: .linear(0, 1),
                shading: context.shading, maximumEnlargement: 1
            ).draw(in: place, on: &canvas, glyphs: context.glyphs)
            let caption =
                entry.isChosen
                ? StyledText("▸", context.theme.style(context.theme.selected, .bold))
                    + entry.caption.restyled { $0.with([.bold, .reverse]) }
                : entry.caption
            canvas.text(
                caption.truncated(to: width, glyphs: context.glyphs),
                in: Rect(x: place.x, y: place.bottom, width: width, height: 1), .center,
                glyphs: context.glyphs)
        }
    }

    /// A sample that is no picture: its first values in a line.
    private func drawLine(_ entry: Entry, _ context: PaneContext, in area: Rect, on canvas: inout Canvas) {
        let values = entry.picture.prefix(12).map { NumberFormat.significant(2).string(Double($0)) }.joined(separator: " ")
        let mark = StyledText(entry.isChosen ? "▸ " : "  ", context.theme.style(context.theme.selected, .bold))
        canvas.text(
            (mark + entry.caption + StyledText("  " + values, context.theme.dim)).truncated(
                to: area.width, glyphs: context.glyphs), in: area,
            glyphs: context.glyphs)
    }

    /// Where a command takes a cursor among `count` samples; nil of a command that moves none.
    func moved(_ cursor: Int, by command: Command, among count: Int) -> Int? {
        let step: Int
        switch command {
        case .moveColumn(let columns): step = columns
        case .moveNeuron(let rows): step = rows * across
        case .moveWeight(let pages): step = pages * page
        default: return nil
        }
        guard count > 0 else { return 0 }
        return min(count - 1, max(0, min(count - 1, cursor) + step))
    }
}

extension Pane {
    /// The keys of a pane that is a gallery.
    var galleryKeys: [KeyBinding<Command>] {
        keys([KeyPress(.left)], [KeyPress(.right)], (.moveColumn(-1), .moveColumn(1)), "choose the sample before, behind")
            + keys([KeyPress(.up)], [KeyPress(.down)], (.moveNeuron(-1), .moveNeuron(1)), "choose the one above, below")
            + keys([.character("<")], [.character(">")], (.moveWeight(-1), .moveWeight(1)), "the page before, behind")
            + [key([.character("p")], .pin(.nextOfClass), "pin the one chosen")]
    }
}
