import Datasets
import Foundation
import Inspection
import Training

/// Paths that stand in a file: relative to that file, or, as older versions wrote them, to where the program is.
struct PathsInFile {
    /// The folder of the file; nil where it is the working folder.
    private let folder: String?

    init(_ file: String) { folder = file.lastIndex(of: "/").map { String(file[..<$0]) } }

    /// The path of something that is named in the file. Where nothing is there either way, that beside the file.
    func resolve(_ path: String) -> String {
        guard let folder, !path.hasPrefix("/"), !path.hasPrefix("~") else { return path }
        let beside = folder + "/" + (path.hasPrefix("./") ? String(path.dropFirst(2)) : path)
        let files = FileManager.default
        return files.fileExists(atPath: beside) || !files.fileExists(atPath: path) ? beside : path
    }

    /// A scenario with the paths of its data as they are seen from here.
    func resolve(_ scenario: Scenario) -> Scenario {
        func data(_ name: String) -> String { DatasetCatalog.standard[name] == nil ? resolve(name) : name }
        var scenario = scenario
        scenario.data = scenario.data.map(data)
        scenario.testData = scenario.testData.map(data)
        return scenario
    }
}
