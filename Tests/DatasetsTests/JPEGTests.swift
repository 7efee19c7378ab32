import Basics
import Foundation
import MemoryFiles
import Testing

@testable import Datasets

struct JPEGTests {
    /// Gray values x·20 + y·10 of 8×8 pixels, as Pillow has written them.
    private static let gray = """
        /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAIBAQEBAQIBAQECAgICAgQDAgICAgUEBAMEBgUGBgYFBgYGBwkIBgcJBwYGCAsICQoKCgoKBggLDAsKDAkK\
        Cgr/wAALCAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAB//EABoQAAAHAAAAAAAAAAAAAAAAAAAICSU1QlL/2gAIAQEAAD8AI0kikxjZig//2Q==
        """
    /// 8×8 pixels of red 200, green 40, blue 10, progressive.
    private static let red = """
        /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQERMUFRUVDA8XGBYUGBIU\
        FRT/2wBDAQMEBAUEBQkFBQkUDQsNFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBT/wgARCAAIAAgDAREAAhEB\
        AxEB/8QAFAABAAAAAAAAAAAAAAAAAAAABv/EABUBAQEAAAAAAAAAAAAAAAAAAAYH/9oADAMBAAIQAxAAAAEIHtv/xAAUEAEAAAAAAAAAAAAAAAAAAAAA\
        /9oACAEBAAEFAn//xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oACAEDAQE/AX//xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oACAECAQE/AX//xAAUEAEAAAAA\
        AAAAAAAAAAAAAAAA/9oACAEBAAY/An//xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oACAEBAAE/IX//2gAMAwEAAgADAAAAEL//xAAUEQEAAAAAAAAAAAAA\
        AAAAAAAA/9oACAEDAQE/EH//xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oACAECAQE/EH//xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oACAEBAAE/EH//2Q==
        """

    private static func bytes(_ text: String) throws -> [UInt8] { Array(try #require(Data(base64Encoded: text))) }

    /// A machine without the library says so, in one line; reading is tested where it is.
    private static let hasLibrary = JPEGLibrary() != nil

    @Test(.enabled(if: hasLibrary)) func grayAndColoredPicturesAreRead() throws {
        var reader = PictureReader()
        let gray = try reader.read(Self.bytes(Self.gray), path: "p.jpg")
        #expect(gray.channels == 1 && gray.width == 8 && gray.height == 8)
        #expect(Array(gray.pixels.prefix(10)) == [0, 20, 40, 59, 81, 100, 120, 140, 10, 30])
        let red = try reader.read(Self.bytes(Self.red), path: "p.jpg")
        #expect(red.channels == 3 && red.pixels.count == 192)
        #expect([0, 64, 128].map { red.pixels[$0 + 27] } == [199, 40, 10])
    }

    @Test(.enabled(if: hasLibrary)) func aFolderMayHaveBothForms() throws {
        var files = MemoryFileSystem()
        for number in 0..<3 {
            files.content["./d/train/a/\(number).jpg"] = try Self.bytes(Self.gray)
            files.content["./d/train/b/\(number).JPEG"] = try Self.bytes(Self.red)
        }
        let pair = try DatasetCatalog.standard.load(
            "./d", DatasetRequest(environment: DataEnvironment(variables: [:], files: files)))
        #expect(pair.train.sampleShape == [3, 8, 8] && pair.train.classNames == ["a", "b"])
    }

    @Test(.enabled(if: hasLibrary)) func damagedFilesAreRefused() throws {
        let whole = try Self.bytes(Self.red)
        var reader = PictureReader()
        // What is cut far behind is filled up by the library; what is cut in the header is refused.
        for length in stride(from: 3, to: 160, by: 11) {
            #expect(throws: InputError.self) { try reader.read(Array(whole[..<length]), path: "p.jpg") }
        }
        var huge = whole
        let start = try #require(huge.indices.first { huge[$0] == 0xFF && huge[$0 + 1] == 0xC2 })
        (huge[start + 5], huge[start + 7]) = (0xFF, 0xFF)
        let error = #expect(throws: InputError.self) { try reader.read(huge, path: "p.jpg") }
        #expect(error?.expected == "a JPEG header with a size")
    }

    @Test(.enabled(if: !hasLibrary)) func withoutTheLibraryOneLineSaysWhatToDo() throws {
        var reader = PictureReader()
        let error = #expect(throws: InputError.self) { try reader.read(Self.bytes(Self.gray), path: "p.jpg") }
        #expect(error?.description.contains("apt-get install libturbojpeg0") == true)
    }

    @Test func otherPicturesAreNamed() throws {
        var reader = PictureReader()
        let error = #expect(throws: InputError.self) { try reader.read(Array("GIF89a..........".utf8), path: "p.jpg") }
        #expect(error?.expected == "a PNG or JPEG picture")
    }
}
