import Basics
import Yams

extension Lesson {
    /// The version of the format that this program reads.
    static let version = 1

    /// Reads a lesson from YAML, strictly: an unknown key is an error with its place.
    /// - Parameter source: the file's name, for messages.
    public init(yaml: String, source: String) throws(InputError) {
        let root: Node?
        do { root = try Yams.compose(yaml: yaml) } catch {
            let line = "\(error)".split(separator: "\n").first.map(String.init) ?? "\(error)"
            throw InputError(.malformed, source, expected: "YAML", found: line)
        }
        guard let root else { throw InputError(.malformed, source, expected: "a lesson", found: "nothing") }
        let lesson = try LessonMapping(
            root, "a lesson",
            keys: [
                "lesson", "id", "title", "minutes", "settles", "after", "courses", "seed", "scenario", "screen", "start",
                "variants",
                "steps",
            ],
            source: source)
        guard try lesson.whole("lesson", in: 1...Self.version) != nil else { throw lesson.missing("lesson") }
        self.source = source
        id = try lesson.needed("id").text
        title = try lesson.needed("title").text
        minutes = try lesson.whole("minutes", in: 1...60) ?? 5
        settles = try lesson.texts("settles")
        after = try lesson.texts("after")
        courses = try lesson.texts("courses").map(\.text)
        seed = UInt64(try lesson.whole("seed", in: 0...1_000_000) ?? 1)
        guard let run = lesson["scenario"], run.mapping != nil, let lines = try? Yams.serialize(node: run) else {
            throw lesson.missing("scenario")
        }
        scenario = Placed(lines, at: LessonMapping.place(run))
        screen = try lesson["screen"].map { node throws(InputError) in try LessonScreen(node, source) } ?? LessonScreen()
        start = try lesson.text("start")
        variants = try lesson.texts("variants")
        steps = []
        for node in try lesson.list("steps") { steps += try LessonStep.steps(node, source) }
        for step in steps {
            guard let variant = step.variant, !variants.contains(where: { $0.text == variant.text }) else { continue }
            throw InputError.unknown(
                .malformed, "\(source):\(variant.place): variant", "one of variants", found: variant.text,
                among: variants.map(\.text))
        }
        guard !steps.isEmpty else { throw lesson.missing("steps") }
    }
}

extension LessonScreen {
    fileprivate init(_ node: Node, _ source: String) throws(InputError) {
        let screen = try LessonMapping(
            node, "a screen", keys: ["grain", "order", "panes", "select", "watch"], source: source)
        grain = try screen.text("grain")
        panes = try screen.texts("panes")
        select = try screen.text("select")
        watch = try screen.texts("watch")
        if let order = try screen.text("order") {
            guard ["in order", "largest first"].contains(order.text) else {
                throw screen.error(screen["order"] ?? node, expected: "order: in order, or largest first")
            }
            isInOrder = order.text == "in order"
        }
    }
}
