import Inspection
import Testing

@Suite("Phrase")
struct PhraseTests {
    @Test("Numbers stay numbers until somebody writes them")
    func numbersStayNumbers() {
        let phrase: Phrase = "loss \(2.5) after \(40) iterations, η \(setting: 0.001)"
        #expect(phrase.text { "<\($0)>" } == "loss <2.5> after 40 iterations, η 0.001")
        let whole: Phrase = "so: \(phrase)"
        #expect(whole.text { _ in "n" } == "so: loss n after 40 iterations, η 0.001")
    }
}
