import TestSupport
import Testing

/// What a lesson's text speaks of can be read beside the text: on a screen of 80×24, of which the lesson takes four rows.
struct LessonScreenTests {
    @Test(arguments: LessonScreen.all.filter { !$0.needsMNIST })
    func aLessonsScreenShowsWhatItsTextSpeaksOf(_ screen: LessonScreen) async throws {
        let folder = try LessonFiles.written()
        #expect(try await screen.missing(at: "80x20", in: folder) == [])
    }

    @Test(.enabled(if: SharedMaterial.has(SharedMaterial.mnist, "real MNIST")), arguments: LessonScreen.all.filter(\.needsMNIST))
    func aLessonsScreenOfRealDigitsShowsWhatItsTextSpeaksOf(_ screen: LessonScreen) async throws {
        let folder = try LessonFiles.written()
        #expect(try await screen.missing(at: "80x20", in: folder) == [])
    }

    /// None is lost when lessons are edited.
    @Test func thereIsAScreenForEveryMomentOfTheLessons() {
        #expect(LessonScreen.all.count == 105)
        #expect(Set(LessonScreen.all.map(\.lesson)).count == 24)
        #expect(LessonScreen.all.allSatisfy { !$0.shows.isEmpty && !$0.shows.contains("") })
    }
}
