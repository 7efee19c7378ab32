import Foundation
import ScreenPictures
import TerminalGraphics
import TestSupport
import Testing

@Suite("Pictures of screens", .enabled(if: Requirement.pictures.isMet))
struct ScreenPictureTests {
    private func canvas() -> Canvas {
        var canvas = Canvas(Size(width: 12, height: 3), fill: Cell(" ", Style(.hex(0xFFFFFF), on: .hex(0x102030))))
        canvas.text("∂L/∂w ▀⣿╭─", x: 0, y: 1, Style(.hex(0xFF8800), on: .hex(0x102030), .bold))
        return canvas
    }

    @Test("A PNG has the size of its cells and is the same every time")
    func pngHasTheSizeOfItsCells() throws {
        let bytes = try ScreenPicture(canvas()).bytes(.png)
        #expect(Array(bytes.prefix(8)) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        // IHDR: width and height, big-endian.
        #expect(Array(bytes[16..<24]) == [0, 0, 0, 120, 0, 0, 0, 60])
        #expect(try ScreenPicture(canvas()).bytes(.png) == bytes)
    }

    @Test("An SVG needs no font: its characters are shapes")
    func svgNeedsNoFont() throws {
        let text = String(decoding: try ScreenPicture(canvas()).bytes(.svg), as: UTF8.self)
        #expect(text.contains("<svg") && text.contains("</svg>"))
        #expect(!text.contains("<text") && !text.contains("font-family"))
        #expect(text.contains("<use href="))
    }

    @Test("An SVG has one path for each color and kind of shape, however many there are", arguments: [1, 40])
    func svgGathersShapes(rows: Int) throws {
        var canvas = Canvas(Size(width: 120, height: rows))
        for y in 0..<rows {
            for x in 0..<120 {
                canvas.put(x % 2 == 0 ? "⣿" : "▀", x: x, y: y, Style(x % 4 < 2 ? .hex(0xFF8800) : .hex(0x0088FF)))
            }
        }
        let text = String(decoding: try ScreenPicture(canvas).bytes(.svg), as: UTF8.self)
        // The ground, dots in two colors, blocks in two.
        #expect(text.components(separatedBy: "<path ").count - 1 == 5)
        #expect(text.components(separatedBy: "h.01").count - 1 == 60 * 8 * rows)
    }

    @Test("An SVG has each character's outline once, and says where it stands")
    func svgHasOutlinesOnce() throws {
        var canvas = Canvas(Size(width: 30, height: 2))
        canvas.text("aaaaaaaaaaaaaaaaaaaa", x: 0, y: 0)
        canvas.text("aaaa", x: 3, y: 1, Style(.hex(0xFF0000), on: .terminal, .bold))
        let text = String(decoding: try ScreenPicture(canvas).bytes(.svg), as: UTF8.self)
        #expect(text.components(separatedBy: "<path id=").count - 1 == 2)
        #expect(text.components(separatedBy: "<use ").count - 1 == 24)
        #expect(text.contains("fill=\"#ff0000\""))
    }

    @Test("A border behind wide characters stands where it stands behind as many narrow ones", arguments: PictureFormat.allCases)
    func wideCharactersTakeTwoCells(format: PictureFormat) throws {
        // The characters themselves are as dark as the ground.
        func bordered(_ text: String) throws -> [UInt8] {
            var canvas = Canvas(Size(width: 8, height: 1))
            let end = canvas.text(text, x: 0, y: 0, Style(.hex(0x121212), on: .hex(0x121212)))
            canvas.put("│", x: end, y: 0)
            return try ScreenPicture(canvas).bytes(format)
        }
        let (wide, narrow) = (try bordered("日本"), try bordered("abcd"))
        guard format == .svg else {
            #expect(wide == narrow)
            return
        }
        let (text, other) = (String(decoding: wide, as: UTF8.self), String(decoding: narrow, as: UTF8.self))
        func lines(_ text: String) -> [Substring] { text.split(separator: "\n").filter { $0.hasPrefix("<path stroke") } }
        #expect(lines(text) == lines(other) && !lines(text).isEmpty)
        #expect(text.components(separatedBy: "<use ").count - 1 == 2, "one for each, none for its second cell")
    }

    @Test("A picture of nothing is a picture still", arguments: PictureFormat.allCases)
    func emptyCanvas(format: PictureFormat) throws {
        #expect(try !ScreenPicture(Canvas(Size(width: 0, height: 0))).bytes(format).isEmpty)
    }

    @Test("A picture too large is refused")
    func tooLarge() {
        #expect(throws: PictureError.self) { try ScreenPicture(Canvas(Size(width: 9000, height: 1))).bytes(.png) }
    }

    @Test("Backgrounds of neighbors become one rectangle")
    func backgroundsAreJoined() {
        var canvas = Canvas(Size(width: 4, height: 3), fill: Cell(" ", Style(on: .hex(1))))
        canvas.fill(Rect(x: 1, y: 1, width: 2, height: 2), with: Cell(" ", Style(on: .hex(2))))
        let runs = BackgroundRun.runs(of: canvas)
        #expect(runs.contains(BackgroundRun(area: Rect(x: 1, y: 1, width: 2, height: 2), color: .hex(2))))
        #expect(runs.count == 4)
        #expect(runs.reduce(0) { $0 + $1.area.width * $1.area.height } == 12)
    }

    @Test("Reverse video changes the colors' places")
    func reverse() {
        var canvas = Canvas(Size(width: 1, height: 1))
        canvas.put(Cell(" ", Style(.hex(0xABCDEF), on: .hex(1), .reverse)), x: 0, y: 0)
        #expect(
            BackgroundRun.runs(of: canvas) == [BackgroundRun(area: Rect(x: 0, y: 0, width: 1, height: 1), color: .hex(0xABCDEF))])
    }
}
