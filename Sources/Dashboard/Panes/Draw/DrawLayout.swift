import Inspection
import NeuralNetwork
import TerminalGraphics

/// Where the canvas stands in its pane, and what there is room for beside it. Known without drawing, so that the mouse finds its
/// pixel.
struct DrawLayout {
    /// The cells of the canvas, two pixels a cell (or four, where it is drawn larger).
    var canvas = Rect.zero
    var gradient: Rect?
    /// Where the gradient's name stands.
    var gradientTitle = Rect.zero
    /// Pixels a side that one pixel of the gradient is the mean of.
    var gradientFactor = 1
    var bars: Rect?
    var words = Rect.zero
    let shape: ImageShape

    init(_ shape: ImageShape, in area: Rect) {
        self.shape = shape
        let wordRows = area.height >= 12 ? 2 : min(1, area.height)
        let (body, words) = area.splitTop(area.height - wordRows)
        self.words = words
        func size(_ scale: Int) -> Size { Size(width: shape.width * scale, height: (shape.height * scale + 1) / 2) }
        let scale = (1...3).last { size($0).width + shape.width + 2 <= body.width && size($0).height <= body.height } ?? 1
        let cells = Size(width: min(size(scale).width, body.width), height: min(size(scale).height, body.height))
        let besides = body.width - cells.width - 2
        canvas = Rect(x: body.x, y: body.y, width: cells.width, height: cells.height)
        let small = size(1)
        if besides >= small.width {
            // The pixels' gradient beside the picture, as large; what is left is the answer's.
            let larger = besides >= cells.width ? scale : 1
            let rect = Rect(
                x: canvas.right + 2, y: body.y + 1, width: size(larger).width, height: min(size(larger).height, body.height - 1))
            gradient = rect
            let right = Rect(x: rect.right + 2, y: body.y, width: body.right - rect.right - 2, height: body.height)
            let below = Rect(x: rect.x, y: rect.bottom + 1, width: body.right - rect.x, height: body.bottom - rect.bottom - 1)
            bars = right.width >= 18 ? right : below.height >= 5 && below.width >= 18 ? below : nil
        } else if body.height - cells.height >= small.height + 1 {
            canvas = Rect(x: body.x + (body.width - cells.width) / 2, y: body.y, width: cells.width, height: cells.height)
            gradient = Rect(x: canvas.x, y: canvas.bottom + 1, width: small.width, height: small.height)
        } else {
            canvas = Rect(x: body.x + (body.width - cells.width) / 2, y: body.y, width: cells.width, height: cells.height)
            var below = Rect(x: body.x, y: canvas.bottom, width: body.width, height: body.bottom - canvas.bottom)
            // Half as large there may be room for the gradient, too.
            let half = Size(width: (shape.width + 1) / 2, height: (shape.height + 3) / 4)
            if below.height >= half.height, below.width >= half.width + 20, canvas.height * 2 >= shape.height {
                gradientFactor = 2
                gradient = Rect(x: below.x, y: below.y, width: half.width, height: half.height)
                below = below.splitLeft(half.width + 2).1
                (gradientTitle, below) = below.splitTop(1)
            }
            bars = below.height >= 3 && below.width >= 18 ? below : nil
        }
        if let gradient, gradientFactor == 1 {
            gradientTitle = Rect(x: gradient.x, y: gradient.y - 1, width: max(gradient.width, 9), height: 1)
        }
    }

    /// The pixel at a cell; the upper of two. Nil outside.
    func pixel(at point: Point) -> (row: Int, column: Int)? {
        guard canvas.contains(point) else { return nil }
        return (
            min(shape.height - 1, ((point.y - canvas.y) * 2 + 1) * shape.height / max(1, canvas.height * 2)),
            min(shape.width - 1, (point.x - canvas.x) * shape.width / max(1, canvas.width))
        )
    }
}
