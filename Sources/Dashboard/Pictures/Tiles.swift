import Inspection
import NeuralNetwork
import TerminalGraphics

/// The layout of pictures of one size in a pane: the least reduced size at which a few of them fit.
struct Tiles {
    /// The largest size of one, in pixels.
    var pixels: ImageShape
    var count: Int

    init(image: ImageShape, in size: Size) {
        var factor = 1
        while true {
            let width = (image.width + factor - 1) / factor
            let height = (image.height + factor - 1) / factor
            let across = (size.width + 1) / (width + 1)
            let down = size.height / ((height + 1) / 2 + 1)
            let enough = size.height >= 16 ? 8 : 2
            if across * down >= enough || width <= 5 || height <= 5 {
                pixels = ImageShape(height: height, width: width)
                count = max(1, across * down)
                return
            }
            factor += 1
        }
    }
}
