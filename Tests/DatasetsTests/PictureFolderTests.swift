import Basics
import MemoryFiles
import Testing

@testable import Datasets

struct PictureFolderTests {
    /// A PNG file of rows that are written with a filter byte in front, packed by gzip's deflate.
    private func png(_ width: Int, _ height: Int, color: UInt8, depth: UInt8 = 8, _ rows: [UInt8], palette: [UInt8] = [])
        -> [UInt8]
    {
        func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
            big(content.count) + Array(name.utf8) + content + [0, 0, 0, 0]
        }
        func big(_ number: Int) -> [UInt8] { (0..<4).reversed().map { UInt8(number >> (8 * $0) & 0xFF) } }
        // zlib has two bytes in front of deflate, and four behind it.
        let deflated = Array(IDXBytes.gzip(rows).dropFirst(10).dropLast(8))
        let packed: [UInt8] = [0x78, 0x9C] + deflated + big(adler(rows))
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + chunk("IHDR", big(width) + big(height) + [depth, color, 0, 0, 0])
            + (palette.isEmpty ? [] : chunk("PLTE", palette)) + chunk("IDAT", packed) + chunk("IEND", [])
    }

    private func adler(_ bytes: [UInt8]) -> Int {
        var (a, b) = (1, 0)
        for byte in bytes { (a, b) = ((a + Int(byte)) % 65521, (b + a + Int(byte)) % 65521) }
        return b << 16 | a
    }

    private func picture(_ file: [UInt8]) throws -> Picture { try Picture(png: file, path: "p.png") }

    @Test func everyFilterIsUndone() throws {
        // The picture 1 2 / 3 4 / 5 6 / 7 8 / 9 10, each row by another filter.
        let rows: [UInt8] = [
            0, 1, 2,  // as it is
            1, 3, 1,  // less the one before
            2, 2, 2,  // less the one above
            3, 5, 2,  // less the mean of both: 7 − 5/2, 8 − (7 + 6)/2
            4, 2, 1,  // less the nearest of three: 9 − 7, 10 − 9
        ]
        #expect(try picture(png(2, 5, color: 0, rows)).pixels == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    }

    @Test func colorsPalettesAndDepthsAreRead() throws {
        let colors = try picture(png(2, 1, color: 2, [0, 1, 2, 3, 4, 5, 6]))
        #expect(colors.channels == 3 && colors.pixels == [1, 4, 2, 5, 3, 6])
        let palette = try picture(png(4, 1, color: 3, depth: 2, [0, 0b00_01_10_01], palette: [9, 9, 9, 1, 2, 3, 7, 7, 7]))
        #expect(palette.pixels == [9, 1, 7, 1, 9, 2, 7, 2, 9, 3, 7, 3])
        #expect(try picture(png(8, 1, color: 0, depth: 1, [0, 0b1010_0001])).pixels == [255, 0, 255, 0, 0, 0, 0, 255])
        #expect(try picture(png(1, 1, color: 0, depth: 16, [0, 0x80, 0x12])).pixels == [0x80])
        // Half of black on white is gray.
        #expect(try picture(png(1, 1, color: 4, [0, 0, 128])).pixels == [127])
    }

    @Test func aFolderForEachClassIsADataSet() throws {
        var files = MemoryFileSystem()
        for number in 0..<6 {
            files.content["./d/10/\(number).png"] = png(2, 1, color: 0, [0, UInt8(number), 10])
            files.content["./d/2/\(number).png"] = png(2, 1, color: 0, [0, UInt8(number), 2])
        }
        let request = DatasetRequest(environment: DataEnvironment(variables: [:], files: files))
        let pair = try DatasetCatalog.standard.load("./d", request)
        #expect(pair.train.classNames == ["2", "10"] && pair.train.sampleShape == [1, 1, 2])
        #expect(pair.train.count == 10 && pair.heldOut.count == 2)
        for part in [pair.train, pair.heldOut] {
            for index in 0..<part.count {
                #expect(part.sample(index)[1] * 255 == (part.label(of: index) == 0 ? 2 : 10))
            }
        }
        files.content["./d/2/7.png"] = png(1, 1, color: 0, [0, 1])
        let error = try #require(throws: InputError.self) {
            try DatasetCatalog.standard.load("./d", DatasetRequest(environment: DataEnvironment(variables: [:], files: files)))
        }
        #expect(error.subject == "./d/2/7.png" && error.expected == "2×1 pixels as in ./d/2/0.png")
    }

    @Test func testFoldersAreHeldOutAndColorsStay() throws {
        var files = MemoryFileSystem()
        for name in ["cat", "dog"] {
            for number in 0..<3 {
                files.content["./d/train/\(name)/\(number).png"] = png(1, 1, color: 2, [0, UInt8(number), 0, 9])
            }
            files.content["./d/test/\(name)/0.png"] = png(1, 1, color: 0, [0, 5])
        }
        let pair = try DatasetCatalog.standard.load(
            "./d", DatasetRequest(environment: DataEnvironment(variables: [:], files: files)))
        #expect(pair.train.count == 6 && pair.heldOut.count == 2 && pair.train.sampleShape == [3, 1, 1])
        #expect(pair.heldOut.sample(0).map { $0 * 255 } == [5, 5, 5])
    }

    @Test func whatIsNoPictureIsNamed() throws {
        let pdf = Array("%PDF-1.7 and so on".utf8)
        let files = MemoryFileSystem(content: ["./d/a/1.jpg": pdf, "./d/b/1.jpg": pdf])
        let error = try #require(throws: InputError.self) {
            try DatasetCatalog.standard.load("./d", DatasetRequest(environment: DataEnvironment(variables: [:], files: files)))
        }
        #expect(error.found == "a PDF document" && error.advice == "write it as PNG")
    }

    /// Hugging Face's sets come as folders of Parquet files.
    @Test(arguments: ["./d/train-00000-of-00001.parquet", "./d/data/train.parquet"])
    func aFolderOfParquetFilesIsNamed(_ path: String) throws {
        let files = MemoryFileSystem(content: [path: Array("PAR1....".utf8), "./d/README.md": Array("text".utf8)])
        let error = try #require(throws: InputError.self) {
            try DatasetCatalog.standard.load("./d", DatasetRequest(environment: DataEnvironment(variables: [:], files: files)))
        }
        #expect(
            error.subject == path && error.found == "a Parquet file" && error.advice?.contains("backstep data --help") == true)
    }

    /// Whatever is cut or flipped, there is an answer and no crash.
    @Test func noDamageCrashes() {
        let good = png(3, 3, color: 2, [UInt8](repeating: 1, count: 30))
        for position in good.indices {
            var flipped = good
            flipped[position] = ~flipped[position]
            _ = try? picture(flipped)
            _ = try? picture(Array(good[..<position]))
        }
    }
}
