import ArgumentParser
import Dashboard
import TerminalGraphics

struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "List the keys.",
        discussion: """
            Examples:
              backstep keys
              backstep keys --markdown
            """)

    @Flag(help: "As the README's table.")
    var markdown = false

    func run() {
        Output.write((markdown ? Bindings.table.markdownTable() : Bindings.table.plainHelp()) + "\n")
    }
}
