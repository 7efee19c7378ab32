import Foundation
import PackagePlugin

/// Builds the scenarios, the lessons and the Python client of the target's folders into the program: whatever lies there when the package
/// is built.
@main
struct EmbedScenarios: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
        guard let target = target.sourceModule else { return [] }
        return try ["scenarios", "lessons", "python"].map { name in
            let folder = target.directoryURL.appending(path: name)
            let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path(percentEncoded: false))
                .map { folder.appending(path: $0) }.filter { !$0.hasDirectoryPath && !$0.pathExtension.isEmpty }
            let output = context.pluginWorkDirectoryURL.appending(path: "Assets+\(name.capitalized).swift")
            return .buildCommand(
                displayName: "Embedding \(files.count) files of \(folder.lastPathComponent)",
                executable: try context.tool(named: "embed-files").url,
                arguments: [folder.path(percentEncoded: false), output.path(percentEncoded: false)],
                inputFiles: files.sorted { $0.lastPathComponent < $1.lastPathComponent }, outputFiles: [output])
        }
    }
}
