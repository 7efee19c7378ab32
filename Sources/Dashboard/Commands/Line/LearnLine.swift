import Lessons

extension LineCommand {
    /// `:learn chain`
    static let learn = LineCommand(
        "learn", arguments: "[LESSON]", help: "begin a lesson, on a run of its own; without a name, list all",
        run: { (input, _) throws(LineError) in
            input.words.isEmpty ? [.learn(nil)] : [.learn(try input.single("a lesson").text)]
        })

    /// `:review`
    static let review = LineCommand(
        "review", help: "questions of lessons that are done, with other numbers, after 1, 3, 7 and 21 days",
        run: { (input, _) throws(LineError) in
            try input.expectNothing()
            return [.ask(.review)]
        })

    /// `:lesson off`
    static let lesson = LineCommand(
        "lesson", arguments: words.map(\.name).joined(separator: "|"), help: "go on in the lesson that is open, or leave it",
        complete: { $0.completing(words.map(\.name)) },
        run: { (input, _) throws(LineError) in
            let word = try input.single("one of \(words.map(\.name).joined(separator: ", "))")
            guard let known = words.first(where: { $0.name == word.text }) else {
                throw .unknown(word, "thing to do in a lesson", words.map(\.name))
            }
            return [known.action]
        })

    private static let words: [(name: String, action: Action)] = [
        ("next", .lesson(.goOn)), ("before", .lesson(.goBack)), ("back", .lesson(.comeBack)), ("again", .lesson(.again)),
        ("hint", .lesson(.hint)),
        ("way", .lesson(.showWay)), ("list", .learn(nil)), ("off", .leaveLesson),
    ]
}
