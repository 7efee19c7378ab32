import Assets
import Basics
import Foundation
import Lessons
import Training

/// The lessons that come with the program, or those of a folder.
struct LessonLibrary: Sendable {
    /// In the order in which they are learned.
    var lessons: [Lesson]

    /// - Parameter folder: with files of one's own, in place of those that come with the program; nil: these.
    init(folder: String? = nil) throws {
        guard let folder else {
            lessons = try Assets.lessons.map { try Lesson(yaml: $0.yaml, source: $0.name + ".yaml") }
            return
        }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw InputError(.missing, "--lessons \(folder)", expected: "a folder that can be read", found: "none")
        }
        lessons = try names.filter { $0.hasSuffix(".yaml") }.sorted().map { try Self.read("\(folder)/\($0)") }
    }

    /// Those that there are, where a mistake in one of them is to keep nobody from running: that is told where lessons are asked for.
    static var ifReadable: LessonLibrary { (try? LessonLibrary()) ?? LessonLibrary(lessons: []) }

    private init(lessons: [Lesson]) { self.lessons = lessons }

    /// Reads a file.
    static func read(_ path: String) throws -> Lesson {
        let bytes = try InputFile.read(path, atMost: 1 << 20)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw InputError(.malformed, path, expected: "text in UTF-8", found: "other bytes")
        }
        return try Lesson(yaml: text, source: path)
    }

    /// The lesson of a name, or of a file.
    mutating func lesson(_ name: String) throws -> Lesson {
        if let known = lessons.first(where: { $0.id == name }) { return known }
        guard name.contains("/") || name.contains(".") else {
            let advice =
                NearestName.find(name, in: lessons.map(\.id)).map { "did you mean \($0)?" } ?? "backstep learn --list has them"
            throw InputError(
                .missing, "lesson '\(name)'", expected: "the name of a lesson, or a file such as ./mine.yaml", found: "neither",
                advice: advice)
        }
        let lesson = try Self.read(name)
        lessons.removeAll { $0.id == lesson.id }
        lessons.append(lesson)
        return lesson
    }

    /// The run that a lesson teaches with, under the lesson's name.
    static func scenario(of lesson: Lesson) throws -> Scenario {
        var scenario = try Scenario(yaml: lesson.scenario.text, source: "\(lesson.source):\(lesson.scenario.place): scenario")
        (scenario.name, scenario.summary) = (lesson.id, "")
        return scenario
    }

    /// A scenario by its name or file, or by that of a lesson.
    func scenario(named name: String) throws -> Scenario {
        guard name.hasPrefix(Lesson.scenarioPrefix) else { return try ScenarioOptions.named(name) }
        let id = name.dropFirst(Lesson.scenarioPrefix.count)
        guard let lesson = lessons.first(where: { $0.id == id }) else {
            throw InputError(.missing, "lesson '\(id)'", expected: "one of the lessons", found: "none of this name")
        }
        return try Self.scenario(of: lesson)
    }
}
