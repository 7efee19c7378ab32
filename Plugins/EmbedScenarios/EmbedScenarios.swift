import Foundation
import PackagePlugin

/// Builds the scenarios and lessons of the target's folders into the program: whatever lies there when the package is built.
@main
struct EmbedScenarios: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
        guard let target = target.sourceModule else { return [] }
        return try ["scenarios", "lessons"].map { name in
            let folder = target.directoryURL.appending(path: name)
            let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            let output = context.pluginWorkDirectoryURL.appending(path: "Assets+\(name.capitalized).swift")
            return .buildCommand(
                displayName: "Embedding \(files.count) files of \(folder.lastPathComponent)",
                executable: try context.tool(named: "embed-files").url,
                arguments: [folder.path(percentEncoded: false), output.path(percentEncoded: false)],
                inputFiles: files.sorted { $0.lastPathComponent < $1.lastPathComponent }, outputFiles: [output])
        }
    }
}
