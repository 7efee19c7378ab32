import ArgumentParser
import Basics
import CursesTerminal
import Dashboard
import Foundation
import Remote
import TerminalGraphics

/// The screen on a run that trains elsewhere, from opening to closing. A command that was begun with it goes on when it is closed.
struct AttachedScreen {
    /// Command to begin; empty: none.
    let words: [String]
    /// Where to wait for runs; nil: at a place of its own for a command, else where ranks look by themselves.
    let address: HubAddress?
    let token: String?
    /// Beginning of the name of the run to show; empty: any.
    let wanted: String
    let options: LookOptions

    func run() throws {
        let environment = ProcessInfo.processInfo.environment
        var screenOptions = ScreenOptions(environment: environment)
        let settingsFile = options.noConfig ? nil : SettingsFile(environment: environment)
        let kept = settingsFile?.read()
        var settings = kept ?? Settings()
        screenOptions.glyphs = try options.glyphs.map(parseGlyphs) ?? settings.glyphs
        if let theme = try options.theme.map(parseTheme) { settings.theme = theme.name }
        let folder = words.isEmpty ? nil : try ClientFolder(in: HubAddress.folder(environment: environment))
        let token = self.token ?? (folder == nil ? "" : Token.make())
        let server = address ?? folder.map { .socket(path: $0.socket) } ?? HubAddress.usual(environment: environment)
        let opened = try Opened(HubServer(listeningAt: server, token: token))
        var child: ChildCommand?
        if let folder {
            try folder.write(token: token)
            child = try ChildCommand(
                words, environment: folder.environment(environment, address: opened.address.description), output: folder.output)
            if let child { folder.keep(for: child.process) }
        }
        let screen = try CursesScreen.open(options: screenOptions)
        let wake = try WakePipe()
        let source = try RemoteSource(program: words.joined(separator: " "), run: wanted) { wake.wake() }
        SignalMask.blocked {
            source.start(
                open: { opened.take() }, attend: { [child, folder] in child.flatMap { Self.end($0, output: folder?.output) } }
            ) { error in
                let failure = Failure(error)
                return (failure.message, failure.exitCode)
            }
        }
        let loop = RunLoop(
            terminal: screen, engine: source, wake: wake.readEnd, settings: settings, writeScreenshot: ScreenShot.write)
        let ending = loop.run()
        SignalMask.blocked {
            screen.close()
            source.stop()
            if case .quit = ending, kept != nil, loop.settings != settings { settingsFile?.write(loop.settings) }
        }
        let code = Self.leave(child, folder)
        try ending.report()
        if case .quit = ending, code != 0 { throw ExitCode(code) }
    }

    /// The end that a command has come to, in words, with the last line that it has written where it has failed; nil while it runs.
    private static func end(_ child: ChildCommand, output: String?) -> String? {
        guard child.hasEnded(), let code = child.exitCode else { return nil }
        guard code != 0 else { return "the command has ended" }
        let words = code > 128 ? "the command died of signal \(code - 128)" : "exit code \(code)"
        let text = output.flatMap { try? InputFile.read($0, atMost: 16 << 20) }.map { String(decoding: $0, as: UTF8.self) }
        // The exception, if it is one, else the last line with words: torchrun draws rules below its report.
        let lines = text?.split(whereSeparator: \.isNewline) ?? []
        let isException = { (line: Substring) in
            line.firstMatch(of: /^[A-Za-z_.]*(Error|Exception|Interrupt)\b/) != nil && !line.contains("ChildFailedError")
        }
        let last = lines.last(where: isException) ?? lines.last { line in line.contains(where: \.isLetter) }
        return last.map { words + ": " + OneLine.of(String($0), atMost: 200) } ?? words
    }

    /// Shows what a command has written, once it has ended; says where that is to be found while it goes on.
    /// - Returns: the exit code for this program: that of a command that has ended.
    private static func leave(_ child: ChildCommand?, _ folder: ClientFolder?) -> Int32 {
        guard let child, let folder else { return 0 }
        guard child.hasEnded(), let code = child.exitCode else {
            StandardError.write(
                """
                backstep: process \(child.process) goes on; what it writes is in \(folder.output)
                to attach again: backstep attach \(folder.socket) --token-file \(folder.token)

                """)
            return 0
        }
        if let text = try? InputFile.read(folder.output, atMost: 16 << 20) { Output.write(String(decoding: text, as: UTF8.self)) }
        folder.remove()
        return code
    }

    /// A server that is handed from the thread that has opened it, where its errors can still be told, to the one that turns it.
    private final class Opened: @unchecked Sendable {
        private let server: HubServer
        let address: HubAddress

        init(_ server: HubServer) { (self.server, address) = (server, server.address) }

        /// Called once, by the thread that has it from then on.
        func take() -> HubServer { server }
    }
}
