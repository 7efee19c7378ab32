import Foundation

extension TortureCase {
    /// Files that are none, that never end, or that claim to be larger than any memory.
    static let files: [TortureCase] = [
        TortureCase("files", "whatever is named as a file: one line, an exit code of sysexits, within 20 s and 3 GB") {
            stage in
            var (place, tried) = (0, 0)
            for thing in try things(stage) {
                for (command, ending) in commands where thing.endings?.contains(ending) ?? true {
                    place += 1
                    if stage.isShort, place % 5 != 0 { continue }
                    try expectRefused(stage, command, thing, ending)
                    tried += 1
                }
            }
            return "\(tried) times refused"
        }
    ]

    /// A thing in a file's place, as a line of a shell makes it at `$F`.
    private struct Thing {
        var name: String
        var make: String
        /// Endings of the names of files that it can be; nil: any.
        var endings: Set<String>?
        /// Whether it is a file like any other, which a reader may also take.
        var mayBeTaken = false
    }

    /// What reads a file, and how its name ends.
    private static let commands: [(arguments: [String], ending: String)] = [
        (["train", "--epochs", "1", "--data", "FILE"], "csv"), (["train", "--epochs", "1", "--data", "FILE"], "csv.gz"),
        (["train", "--epochs", "1", "--data", "FILE"], "npz"), (["train", "--epochs", "1", "--data", "FILE"], "npy"),
        (["train", "--data", "xor", "--load", "FILE"], "safetensors"), (["replay", "FILE", "--print"], "yaml"),
        (["train", "FILE"], "yaml"), (["lesson", "check", "FILE"], "yaml"), (["verify", "FILE"], "json"),
    ]

    private static func things(_ stage: Stage) throws -> [Thing] {
        [
            Thing(name: "nothing", make: "true"), Thing(name: "an empty file", make: ": >\"$F\""),
            Thing(name: "a folder", make: "mkdir \"$F\""),
            Thing(name: "a pipe without an end", make: "mkfifo \"$F\"; yes >\"$F\" &"),
            Thing(name: "a pipe that nobody writes to", make: "mkfifo \"$F\""),
            Thing(name: "a device without an end", make: "ln -s /dev/zero \"$F\""),
            Thing(name: "a link to nothing", make: "ln -s nowhere \"$F\""),
            Thing(name: "a link to itself", make: "ln -s \"$(basename \"$F\")\" \"$F\""),
            Thing(name: "a large file of nothing", make: "truncate -s 200M \"$F\""),
            Thing(name: "bytes by chance", make: "head -c 5000 /dev/urandom >\"$F\""),
            Thing(name: "brackets 200,000 deep", make: "head -c 200000 /dev/zero | tr '\\0' '[' >\"$F\""),
            Thing(name: "braces 200,000 deep", make: "yes '{\"a\":' | head -c 1000000 | tr -d '\\n' >\"$F\"", mayBeTaken: true),
            Thing(
                name: "aliases that grow",
                make: """
                    { echo 'a: &a [x,x,x,x,x,x,x,x,x]'; for n in b c d e f g h i; do
                    p=$(echo $n | tr b-i a-h); echo "$n: &$n [*$p,*$p,*$p,*$p,*$p,*$p,*$p,*$p,*$p]"; done; } >"$F"
                    """, endings: ["yaml"]),
            Thing(
                name: "a gzip of a gigabyte", make: "head -c 1000000000 /dev/zero | gzip >\"$F\"", endings: ["csv.gz"]),
            Thing(
                name: "a million columns",
                make: "{ seq -s, 1000000; seq -s, 1000000; } >\"$F\"", endings: ["csv"], mayBeTaken: true),
            Thing(
                name: "a header that declares exabytes", make: "printf '\\377\\377\\377\\377\\377\\377\\377\\077{}' >\"$F\"",
                endings: ["safetensors"]),
        ]
    }

    private static func expectRefused(_ stage: Stage, _ arguments: [String], _ thing: Thing, _ ending: String) throws {
        let command = arguments.map { $0 == "FILE" ? "\"$F\"" : $0 }.joined(separator: " ")
        // The group of what was started for it goes with it.
        let result = try stage.shell(
            """
            mkdir files; F="$PWD/files/thing.\(ending)"
            set -m
            \(thing.make)
            ulimit -v 3000000
            timeout 20 "\(stage.program.path)" \(command) >output 2>errors </dev/null; code=$?
            kill -9 %1 2>/dev/null
            rm -rf files
            echo $code
            wc -l <errors
            cat errors
            """)
        let lines = result.outputLines
        let what = "\(thing.name) for \(command), .\(ending): \(result)"
        guard lines.count >= 2, let code = Int(lines[0]), let count = Int(lines[1].filter(\.isNumber)) else { throw Fault(what) }
        if code == 0, thing.mayBeTaken { return }
        try expect((64...78).contains(code) || code == 1 && arguments[0] == "lesson", what)
        try expect(count == 1 || arguments[0] == "lesson" && count >= 1, what)
        try expect(lines.dropFirst(2).allSatisfy { $0.utf8.count < 2000 && !$0.contains("\u{1B}") }, what)
    }
}
