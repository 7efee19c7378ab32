import CTerminalChild
import Foundation

extension TortureCase {
    /// Kinds of terminals, and locales.
    static let terminals: [TortureCase] = [
        TortureCase("24 no TERM", "TERM unset, empty or unknown: one line and an end with 69") { stage in
            for term in [nil, "", "no-such-terminal"] {
                let terminal = try stage.open(width: 200, environment: ["TERM": term])
                try terminal.waitForEnd(stage.seconds(5), .exited(69))
                try terminal.expectClean()
                let lines = terminal.screen.rows.filter { !$0.isEmpty }
                try expect(lines.count == 1 && lines[0].hasPrefix("backstep: "), terminal.screen.text)
                try expect(terminal.screen.escapes == 0, "\(terminal.screen.escapes) escape sequences")
            }
            return "69"
        },
        TortureCase("25 dumb", "TERM=dumb: no escape byte") { stage in
            let terminal = try stage.open(width: 200, environment: ["TERM": "dumb"])
            try terminal.waitForEnd(stage.seconds(5), .exited(69))
            try expect(terminal.screen.escapes == 0, "\(terminal.screen.escapes) escape sequences")
            return "a line"
        },
        TortureCase("26 vt100, linux", "readable without color or braille, and clean at the end") { stage in
            for term in ["vt100", "linux"] {
                let terminal = try stage.ready(environment: ["TERM": term])
                let hasBraille = terminal.screen.scalars.contains { (0x2800...0x28FF).contains($0.value) }
                try expect(!hasBraille, "\(term) has braille:\n\(terminal.screen.text)")
                if term == "vt100" { try expect(terminal.screen.mostColors == 0, "colors on a vt100") }
                try stage.quit(terminal)
            }
            return "both"
        },
        TortureCase("27 colors", "8, 16, 256 and direct colors: no more than the terminal has") { stage in
            var seen: [String] = []
            for (term, most) in [
                ("xterm", 8), ("xterm-16color", 16), ("xterm-256color", 256), ("xterm-direct", 1 << 24), ("screen-256color", 256),
                ("tmux-256color", 256),
            ] {
                let terminal = try stage.ready(width: 120, height: 40, environment: ["TERM": term])
                let colors = terminal.screen.mostColors
                // What the database does not have is drawn in the language of one that is like it.
                let substitute = terminal.screen.text.contains("drawn as for")
                try expect(colors <= most || substitute && colors <= 256, "\(term): \(colors) colors")
                try expect(colors > 0, "\(term): no color")
                try stage.quit(terminal)
                seen.append("\(term) \(colors)\(substitute ? " by another's description" : "")")
            }
            return seen.joined(separator: ", ")
        },
        TortureCase("28 NO_COLOR", "no color, and what is selected is still to be seen") { stage in
            let terminal = try stage.ready(width: 120, height: 40, environment: ["NO_COLOR": "1"])
            try expect(terminal.screen.mostColors == 0, "\(terminal.screen.mostColors) colors")
            terminal.send("?")
            try terminal.wait(stage.seconds(3), for: "something in reverse") { $0.hasReverse || $0.text.contains("[") }
            return "none"
        },
        TortureCase("29 mute", "a terminal that answers nothing: up within a second; a late answer is no key", alone: true) {
            stage in
            let terminal = try stage.open()
            terminal.isMute = true
            let time = try terminal.wait(stage.seconds(1), for: "the panes", Stage.isReady)
            try terminal.settle()
            let before = terminal.screen.text
            for answer in [
                "\u{1B}[?62;22c", "\u{1B}[24;80R", "\u{1B}]11;rgb:0000/0000/0000\u{1B}\\", "\u{1B}P1$r0m\u{1B}\\",
                "\u{1B}[?2026;2$y",
            ] {
                terminal.send(answer)
                try terminal.pass(0.1)
            }
            try expect(terminal.screen.text == before, "an answer was taken as keys:\n\(terminal.screen.text)")
            terminal.send("q")
            try terminal.waitForEnd(stage.seconds(3), .exited(0))
            return "\(time.text(2)) s"
        },
        TortureCase("30 locales", "LC_ALL=C, none, or one that is not installed: ASCII") { stage in
            for (changes, isUTF8) in [
                (["LC_ALL": "C"], false), (["LC_ALL": "xx_YY.UTF-8"], false), (["LC_ALL": nil, "LANG": nil], false),
                (["LC_ALL": "POSIX"], false), (["LC_ALL": nil, "LC_CTYPE": "C.UTF-8"], true),
            ] as [([String: String?], Bool)] {
                let terminal = try stage.ready(environment: changes)
                let isASCII = terminal.screen.scalars.allSatisfy(\.isASCII)
                try expect(isASCII != isUTF8, "\(changes):\n\(terminal.screen.text)")
                terminal.send("q")
                try terminal.waitForEnd(stage.seconds(3), .exited(0))
            }
            return "five"
        },
        TortureCase("31 commas", "a locale with decimal commas: files are read, and numbers written, with points") { stage in
            guard let locale = try commaLocale(stage) else { throw Untried(description: "localedef cannot make de_DE here") }
            let file = try stage.folder.write("x,y,class\n0.5,1.25,a\n1.5,2.5,b\n0.25,0.75,a\n1.75,2.25,b\n", to: "points.csv")
            let arguments = [
                "frame", "--data", file.path, "--network", "dense:4,tanh,dense:2", "--learning-rate", "0.25", "--keys", "n*3",
                "--digest",
            ]
            let plain = try stage.output(arguments)
            let comma = try stage.output(arguments, environment: locale)
            try expect(plain.isSuccess && plain.output == comma.output, "\(comma)")
            let terminal = try stage.ready(environment: locale.mapValues { $0 })
            terminal.send(":lr 0.25\r")
            try terminal.wait(stage.seconds(3), forText: "η 0.25")
            return "the same screen"
        },
        TortureCase("32 widths", "every character of every pane takes one column") { stage in
            var scalars: Set<Unicode.Scalar> = []
            let keys = ["", "n*3 x", "n*2 z", "n ?", "s*4", "n*5 p", "n*3 Tab Tab", "n*9 ! i"]
            for (place, key) in keys.enumerated() {
                for data in [
                    ["--data", "moons", "--network", "dense:8,relu,dense:2"], ["--data", "echo", "--network", "rnn:4,dense:4"],
                ] {
                    let printed = try stage.output(
                        ["frame"] + data + ["--keys", key, "--size", place % 2 == 0 ? "200x60" : "120x40"])
                    if data[1] == "moons" { try expect(printed.isSuccess, "\(printed)") }
                    scalars.formUnion(printed.output.unicodeScalars)
                }
            }
            scalars.remove("\n")
            let wide = scalars.filter { terminal_child_width($0.value) != 1 }
            try expect(wide.isEmpty, "\(wide.map { "\($0) U+" + String($0.value, radix: 16) })")
            return "\(scalars.count) characters"
        },
    ]

    /// Variables of a locale with decimal commas, made for the case where the machine has none.
    private static func commaLocale(_ stage: Stage) throws -> [String: String]? {
        let made = try stage.shell(
            "localedef -i de_DE -f UTF-8 \"$HOME/de_DE.UTF-8\" >/dev/null 2>&1; test -d \"$HOME/de_DE.UTF-8\"")
        return made.isSuccess ? ["LOCPATH": stage.folder.path, "LC_ALL": "de_DE.UTF-8"] : nil
    }
}
