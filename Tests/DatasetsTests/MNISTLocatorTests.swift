import Basics
import Datasets
import MemoryFiles
import Testing

struct MNISTLocatorTests {
    static let places = [
        "/xdg/backstep/mnist", "data/MNIST/raw", "/home/u/data/MNIST/raw", "/home/u/.cache/torch/MNIST/raw", "/keras/datasets",
        "/home/u/.keras/datasets",
    ]

    func environment(_ files: MemoryFileSystem, _ more: [String: String] = [:]) -> DataEnvironment {
        let variables = ["HOME": "/home/u", "XDG_DATA_HOME": "/xdg", "KERAS_HOME": "/keras"].merging(more) { $1 }
        return DataEnvironment(variables: variables, files: files)
    }

    @Test(arguments: places) func dataAreFoundInEveryPlaceAndEarlierPlacesWin(place: String) throws {
        var files = IDXFolderTests.folder(place)
        #expect(try MNISTLocator(environment: environment(files)).locate()?.data.path == place)
        files.content.merge(IDXFolderTests.folder("/home/u/.keras/datasets").content) { first, _ in first }
        #expect(try MNISTLocator(environment: environment(files)).locate()?.data.path == place)
    }

    @Test func withoutXDGVariableTheDefaultFolderIsUsed() throws {
        let files = IDXFolderTests.folder("/home/u/.local/share/backstep/mnist")
        for value in ["", "relative/path"] {
            let locator = MNISTLocator(environment: environment(files, ["XDG_DATA_HOME": value]))
            #expect(try locator.locate()?.origin == "backstep's data folder")
            #expect(locator.fetchFolder == "/home/u/.local/share/backstep/mnist")
        }
    }

    @Test func theEnvironmentVariableComesFirst() throws {
        var files = IDXFolderTests.folder("/xdg/backstep/mnist")
        files.content.merge(IDXFolderTests.folder("/mine/mnist").content) { first, _ in first }
        let found = try MNISTLocator(environment: environment(files, ["BACKSTEP_DATA": "/mine"])).locate()
        #expect(found?.data.path == "/mine/mnist")
        #expect(found?.origin == "$BACKSTEP_DATA")
    }

    @Test func aNamedFolderWithoutDataIsAnErrorNotAFallBack() throws {
        let files = IDXFolderTests.folder("/xdg/backstep/mnist")
        let locator = MNISTLocator(environment: environment(files, ["BACKSTEP_DATA": "/nowhere"]))
        let error = try #require(throws: InputError.self) { try locator.locate() }
        #expect(error.exitCode == 66)
        #expect(error.description.contains("$BACKSTEP_DATA (/nowhere)"))
    }

    @Test func nothingFoundSaysWhereItLookedAndWhatToDo() throws {
        let request = DatasetRequest(environment: environment(MemoryFileSystem()))
        let error = try #require(throws: InputError.self) { try DatasetCatalog.standard.load("mnist", request) }
        #expect(error.exitCode == 66)
        for words in ["/xdg/backstep/mnist", "/home/u/.keras/datasets", "backstep data fetch mnist", "--data digits"] {
            #expect(error.description.contains(words))
        }
        #expect(try DatasetCatalog.standard.defaultName(request.environment) == "digits")
    }

    @Test func tildeIsTheHomeFolder() throws {
        let files = IDXFolderTests.folder("/home/u/sets")
        let request = DatasetRequest(environment: environment(files))
        #expect(try DatasetCatalog.standard.load("~/sets", request).train.count == 3)
    }
}
