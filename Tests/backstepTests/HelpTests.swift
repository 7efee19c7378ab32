import Foundation
import TestSupport
import Testing

struct HelpTests {
    @Test(arguments: [[], ["run"], ["train"], ["frame"], ["data"], ["data", "list"], ["data", "fetch"], ["keys"]])
    func everyCommandExplainsItselfWithAnExample(_ command: [String]) async throws {
        let result = try await Command.backstep(command + ["--help"]).run()
        #expect(result.ending == .exit(0))
        #expect(result.errors == "")
        #expect(result.output.contains("USAGE: backstep" + command.map { " " + $0 }.joined()), "\(result)")
        #expect(result.output.contains("Example"), "\(result.output)")
        // The examples are of this command.
        #expect(result.output.contains((["  backstep"] + command).joined(separator: " ")), "\(result.output)")
    }

    @Test func everySubcommandOfTheHelpHasHelp() async throws {
        let help = try await Command.backstep(["--help"]).run().output
        let lines = help.split(separator: "\n", omittingEmptySubsequences: false)
        let start = try #require(lines.firstIndex(of: "SUBCOMMANDS:"), "\(help)")
        let names = lines[(start + 1)...].prefix { !$0.isEmpty }.filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
            .compactMap { $0.split(separator: " ").first.map(String.init) }
        #expect(names.count >= 5, "\(names)")
        for name in names {
            let result = try await Command.backstep([name, "--help"]).run()
            #expect(result.isSuccess && result.output.contains("Example"), "backstep \(name) --help: \(result)")
        }
    }

    @Test func theVersionIsANumber() async throws {
        let result = try await Command.backstep(["--version"]).run()
        #expect(result.isSuccess)
        #expect(result.outputLines.count == 1)
        #expect(result.output.first?.isNumber == true, "\(result)")
    }
}
