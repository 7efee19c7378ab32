import ArgumentParser
import Dashboard
import Glibc

/// The options of every command that opens a screen: how it looks.
struct LookOptions: ParsableArguments {
    @Option(help: ArgumentHelp("ascii, blocks or braille; by default what the terminal can show.", valueName: "tier"))
    var glyphs: String?

    @Option(help: ArgumentHelp("The screen's colors: \(Theme.names.joined(separator: ", ")).", valueName: "theme"))
    var theme: String?

    @Flag(name: .customLong("no-config"), help: "Neither read nor keep settings.")
    var noConfig = false

    /// True if there is a terminal to open it on.
    static var isOnScreen: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }
}
