import ArgumentParser
import Datasets
import Foundation
import TerminalGraphics

struct DataCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "data", abstract: "Say which data there are, or fetch MNIST.",
        discussion: """
            Examples:
              backstep data list
              backstep data fetch mnist

            Parquet is not read. A table in it is written as CSV by
              python3 -c "import pandas; pandas.read_parquet('a.parquet').to_csv('a.csv', index=False)"
            and pictures as Hugging Face has them, in a folder for each class, by
              python3 -c "import pandas, os
              for i, row in pandas.read_parquet('a.parquet').iterrows():
                  os.makedirs(f'a/{row.label}', exist_ok=True)
                  open(f'a/{row.label}/{i}.png', 'wb').write(row.image['bytes'])"
            after which --data ./a opens them.
            """, subcommands: [ListCommand.self, FetchCommand.self])
}

extension DataCommand {
    struct ListCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the data sets that --data knows, and where MNIST was found.",
            discussion: "Example:\n  backstep data list")

        func run() throws {
            try Failure.reported {
                let environment = DataEnvironment(variables: ProcessInfo.processInfo.environment)
                let width = DatasetCatalog.standard.entries.map(\.name.cellWidth).max() ?? 0
                for entry in DatasetCatalog.standard.entries {
                    Output.write("\(entry.name.padded(to: width))  \(entry.summary)\n")
                }
                let locator = MNISTLocator(environment: environment)
                if let found = try locator.locate() {
                    Output.write("\nmnist is in \(found.data.path)\n")
                } else {
                    Output.write("\nmnist was not found; looked in:\n" + locator.places.map { "  \($0.path)\n" }.joined())
                    Output.write("fetch it with: backstep data fetch mnist\n")
                }
            }
        }
    }
}
