import TerminalGraphics
import Testing

@Suite struct BindingTableTests {
    enum Command: Sendable, Equatable {
        case step, back, quit
        case grain(Int)
        case mark, closeHelp, pipe
    }

    func table() throws -> BindingTable<Command> {
        BindingTable(
            [
                try KeyBinding("s F11", .step, help: "step one grain", section: "Step"),
                try KeyBinding("S S-F11", .back, help: "step back", section: "Step"),
                try KeyBinding("q", .quit, help: "quit", section: "Program"),
            ]
                + (1...3).map {
                    KeyBinding(
                        [.character(Unicode.Scalar(UInt8(48 + $0)))], .grain($0), help: "grain: term … neuron", section: "Step",
                        display: "1–3")
                }
                + [
                    try KeyBinding("m", argument: "x", .mark, help: "mark", section: "Time"),
                    try KeyBinding("q Escape", .closeHelp, help: "close help", section: "Help", context: "help"),
                    try KeyBinding("|", .pipe, help: "a | b", section: "Program"),
                ])
    }

    @Test func keysFindTheirCommands() throws {
        let table = try table()
        #expect(table.binding(for: .character("s"))?.command == .step)
        #expect(table.binding(for: KeyPress(.function(11), .shift))?.command == .back)
        #expect(table.binding(for: .character("2"))?.command == .grain(2))
        #expect(table.binding(for: .character("!")) == nil)
    }

    @Test func aContextComesBeforeEverywhere() throws {
        let table = try table()
        #expect(table.binding(for: .character("q"))?.command == .quit)
        #expect(table.binding(for: .character("q"), in: ["help"])?.command == .closeHelp)
        #expect(table.binding(for: .character("s"), in: ["help"])?.command == .step)
        #expect(table.binding(for: KeyPress(.escape)) == nil)
    }

    @Test func helpListsSectionsTogetherAndMergesSharedDisplays() throws {
        #expect(
            try table().plainHelp() == """
                Step
                  s, F11     step one grain
                  S, S-F11   step back
                  1–3        grain: term … neuron

                Program
                  q          quit
                  |          a | b

                Time
                  m x        mark

                Help
                  q, Escape  close help
                """)
    }

    @Test func helpCanBeLimitedToContexts() throws {
        let table = try table()
        #expect(table.helpRows(in: []).contains { $0.section == "Help" } == false)
        #expect(table.helpRows(in: ["help"]).contains { $0.section == "Help" })
    }

    @Test func markdownIsATable() throws {
        #expect(
            try table().markdownTable(in: []) == """
                | keys | does |
                |---|---|
                | `s` `F11` | step one grain |
                | `S` `S-F11` | step back |
                | `1–3` | grain: term … neuron |
                | `q` | quit |
                | `\\|` | a \\| b |
                | `m x` | mark |
                """)
    }

    @Test func conflictsAreNamed() throws {
        #expect(try table().conflicts.isEmpty)
        let twice = BindingTable([
            try KeyBinding("s", Command.step, help: "step", section: "A"),
            try KeyBinding("x s", Command.quit, help: "quit", section: "A"),
        ])
        #expect(twice.conflicts.map(\.description) == ["s is bound 2 times everywhere: step; quit"])
        #expect(twice.binding(for: .character("s"))?.command == .step)
    }
}
