import ScreenPictures
import TerminalGraphics

/// Pictures of the screen, as `:shot` asks for them.
enum ScreenShot {
    /// Draws a frame into a file.
    /// - Returns: what has been written, or why not, in a line.
    static func write(_ canvas: Canvas, to path: String) -> String {
        do {
            guard let format = PictureFormat(path: path) else { return "\(path): expected a name that ends in .png or .svg" }
            let file = OutputFile(path: path)
            try file.check()
            try file.write(ScreenPicture(canvas).bytes(format))
            return "the screen is in \(path)"
        } catch {
            return Failure(error).message
        }
    }
}
